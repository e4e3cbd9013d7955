"""The application: settings, the command line and the demo; the only place that composes the rest."""
