int first;
int second; /* [31m red ÿ */
