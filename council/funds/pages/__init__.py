"""What the desk pages of funds ask and show."""
