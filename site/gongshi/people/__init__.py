"""Users, persons, identities, households, kinship and organisations."""
