/* Prints what is overdue in a record on a date: overdue RECORD.json 2026-03-01 */
#include <isms.h>
#include <stdio.h>
#include <stdlib.h>

static char *slurp(const char *path, size_t *len) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  size_t room = 1 << 16;
  char *text = malloc(room);
  *len = 0;
  while (text) {
    *len += fread(text + *len, 1, room - *len, file);
    if (*len < room) break;
    char *more = realloc(text, room *= 2);
    if (!more) free(text);
    text = more;
  }
  fclose(file);
  return text;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: overdue RECORD.json YYYY-MM-DD\n");
    return 2;
  }
  size_t len = 0;
  char *text = slurp(argv[1], &len);
  if (!text) {
    perror(argv[1]);
    return 1;
  }
  isms_t *isms = NULL;
  isms_error_t *error = NULL;
  isms_string_t answer = {0};
  isms_status_t status = isms_from_json(text, len, &isms, &error);
  if (status == ISMS_OK) status = isms_view_json(isms, argv[2], "overdue", NULL, &answer, &error);
  if (status == ISMS_OK) {
    puts(answer.data);
  } else {
    fprintf(stderr, "%s\n", isms_error_message(error));
  }
  isms_string_free(&answer);
  isms_error_free(error);
  isms_free(isms);
  free(text);
  return status == ISMS_OK ? 0 : 1;
}
