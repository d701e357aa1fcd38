"""From a ministry's file to checked observations: open safely, read cells, parse, recognise, check, annotate; and the template."""
