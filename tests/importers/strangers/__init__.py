"""Plans by organizers who never saw this project, and how a person reads them."""
