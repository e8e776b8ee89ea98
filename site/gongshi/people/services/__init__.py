"""What happens to persons, households, kinship and accounts.

These services stand below the offices and cannot know who holds which. Each takes ``allowed``,
the verdict on ``by`` that its caller got where offices are known (``gongshi.offices.setup``), and
requires it before anything else: nobody can forget to ask, and nothing here guesses. ``by`` is
None only at the founding of a county, when there is nobody yet.
"""
