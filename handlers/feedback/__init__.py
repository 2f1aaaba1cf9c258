"""What people think of the event: the form in the chat, for others, its opening and closing."""
