"""Documents made from the event: the report afterwards, the plan before it, the hand-out for participants."""
