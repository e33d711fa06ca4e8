/* hostile: an empty file. */
