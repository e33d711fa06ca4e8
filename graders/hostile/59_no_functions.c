/* hostile: defines nothing that the lab asks for. */
int nothing;
