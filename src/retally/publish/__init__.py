"""What leaves the program for readers: charts and pages."""
