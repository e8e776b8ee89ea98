"""Drought relief: the sample of a third party's plugin for Gongshi."""
