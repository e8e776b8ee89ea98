"""Offices, duties, appointments and what follows from them."""
