"""What the database itself refuses: an act on a side its person does not stand on (I2)."""

from gongshi.record.triggers import register_trigger

_NOT_THERE = """
NEW.side IN ('C', 'U', 'G', 'S') AND NOT EXISTS (
  SELECT 1 FROM gongshi_matters_matterside s
  WHERE s.matter_id = NEW.matter_id AND s.person_id = NEW.person_id AND s.side = NEW.side)
"""
_WHY = "I2: this person stands on another side of the matter"


def register() -> None:
    """Contribute the trigger; both databases keep it."""
    register_trigger(
        "act_needs_its_side",
        "gongshi_matters_act",
        f"SELECT RAISE(ABORT, '{_WHY}') WHERE {_NOT_THERE};",
        f"IF {_NOT_THERE} THEN RAISE EXCEPTION '{_WHY}' USING ERRCODE = 'check_violation'; END IF;",
    )
