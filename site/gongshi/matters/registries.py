"""What others say of acts on a matter."""

from __future__ import annotations

from django.utils.functional import Promise

#: What was done, by the kind of the act's entry: where its duty, "recorded", says too little.
act_titles: dict[str, Promise] = {}
