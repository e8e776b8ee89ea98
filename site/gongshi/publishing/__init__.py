"""The hand-over of what was decided to those who publish it."""
