/* A check that ends the program where it does not hold, and says where; and what tests read. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition)                                              \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                        \
    }                                                                 \
  } while (0)

/* The bytes of a file, to be freed. */
static inline char *read_file(const char *path, size_t *len) {
  FILE *file = fopen(path, "rb");
  CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0);
  *len = (size_t)ftell(file);
  rewind(file);
  char *text = malloc(*len);
  CHECK(text != NULL && fread(text, 1, *len, file) == *len);
  fclose(file);
  return text;
}

#endif
