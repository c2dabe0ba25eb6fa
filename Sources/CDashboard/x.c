static const int x_CDashboard = 1;
