/* The cases of conformance/, which every language must answer alike: conformance FOLDER. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <isms.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void broken(const char *what, const char *which) {
  fprintf(stderr, "%s: %s\n", which, what);
  exit(2);
}

/* The bytes of a file and a NUL after them; NULL if there is no such file. */
static char *slurp(const char *folder, const char *name, size_t *len) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) broken("the path is too long", name);
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  if (fseek(file, 0, SEEK_END) != 0) broken("cannot be read", path);
  long size = ftell(file);
  rewind(file);
  char *bytes = size < 0 ? NULL : malloc((size_t)size + 1);
  if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) broken("cannot be read", path);
  fclose(file);
  bytes[size] = 0;
  *len = (size_t)size;
  return bytes;
}

/* The lines of a file `case`; what is absent is NULL. */
typedef struct {
  char *text;
  const char *reader, *input, *changes, *date, *view, *parameters;
} case_t;

static case_t read_case(const char *folder) {
  size_t len;
  case_t lines = {.text = slurp(folder, "case", &len)};
  if (!lines.text) broken("there is no file case", folder);
  for (char *line = strtok(lines.text, "\n"); line; line = strtok(NULL, "\n")) {
    char *space = strchr(line, ' ');
    if (!space) broken("a line without value", folder);
    *space = 0;
    const char *value = space + 1;
    if (strcmp(line, "reader") == 0) lines.reader = value;
    else if (strcmp(line, "input") == 0) lines.input = value;
    else if (strcmp(line, "changes") == 0) lines.changes = value;
    else if (strcmp(line, "date") == 0) lines.date = value;
    else if (strcmp(line, "view") == 0) lines.view = value;
    else if (strcmp(line, "parameters") == 0) lines.parameters = value;
    else broken("there is no such line", line);
  }
  if (!lines.input) broken("there is no input", folder);
  return lines;
}

/* Applies changes; where they are refused, the record must be what it was. */
static isms_status_t apply(isms_t *isms, const char *changes, size_t len, isms_error_t **error) {
  isms_string_t before = {0}, after = {0};
  if (isms_to_json(isms, &before, NULL) != ISMS_OK) broken("the record cannot be written", "before the changes");
  isms_status_t status = isms_apply_json(isms, changes, len, error);
  if (isms_to_json(isms, &after, NULL) != ISMS_OK) broken("the record cannot be written", "after the changes");
  bool same = before.len == after.len && memcmp(before.data, after.data, before.len) == 0;
  if (status != ISMS_OK && !same) broken("changes were applied in part", changes);
  isms_string_free(&before);
  isms_string_free(&after);
  return status;
}

static isms_status_t answer(const case_t *lines, const char *home, isms_string_t *out, isms_error_t **error) {
  size_t len;
  char *input = slurp(home, lines->input, &len);
  if (!input) broken("there is no such input", lines->input);
  isms_t *isms = NULL;
  isms_status_t status;
  if (lines->reader && strcmp(lines->reader, "stix") == 0) {
    status = isms_read_stix(input, len, out, error);
  } else if (lines->reader && strcmp(lines->reader, "oscal") == 0) {
    status = isms_read_oscal(input, len, out, error);
  } else if (lines->reader && strcmp(lines->reader, "measurements_csv") == 0) {
    status = isms_read_measurements_csv(input, len, out, error);
  } else if (lines->reader && strcmp(lines->reader, "measurements_jsonl") == 0) {
    status = isms_read_measurements_jsonl(input, len, out, error);
  } else {
    status = isms_from_json(input, len, &isms, error);
    if (status == ISMS_OK && lines->changes) {
      char *changes = slurp(home, lines->changes, &len);
      if (!changes) broken("there are no such changes", lines->changes);
      status = apply(isms, changes, len, error);
      free(changes);
    }
    if (status == ISMS_OK && lines->view) {
      status = isms_view_json(isms, lines->date, lines->view, lines->parameters, out, error);
    } else if (status == ISMS_OK) {
      status = isms_to_json(isms, out, error);
    }
  }
  isms_free(isms);
  free(input);
  return status;
}

static bool passes(const char *folder, const char *home) {
  case_t lines = read_case(folder);
  isms_string_t out = {0};
  isms_error_t *error = NULL;
  isms_status_t status = answer(&lines, home, &out, &error);

  char text[16384] = "";
  const char *found = out.data;
  size_t found_len = out.len, len;
  const char *name = status == ISMS_OK ? "answer.json" : "error";
  if (status == ISMS_ERROR) {
    const char *parts[] = {isms_error_code(error), isms_error_path(error), isms_error_message(error)};
    int n = snprintf(text, sizeof text, "%s\n%s\n%s\n", parts[0], parts[1], parts[2]);
    if (n < 0 || n >= (int)sizeof text) broken("the error is too long", folder);
    found = text;
    found_len = (size_t)n;
  }
  char *wanted = slurp(folder, name, &len);
  bool same = wanted && found && len == found_len && memcmp(wanted, found, len) == 0;
  if (!same) fprintf(stderr, "%s: wanted in %s:\n%s\ngot:\n%s\n", folder, name, wanted ? wanted : "(nothing)", found ? found : "(nothing)");
  free(wanted);
  isms_string_free(&out);
  isms_error_free(error);
  free(lines.text);
  return same;
}

int main(int argc, char **argv) {
  if (argc != 2) broken("usage: conformance FOLDER", argv[0]);
  char cases[4096], folder[8192];
  snprintf(cases, sizeof cases, "%s/cases", argv[1]);
  DIR *directory = opendir(cases);
  if (!directory) broken("there is no such folder", cases);
  int passed = 0, failed = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    snprintf(folder, sizeof folder, "%s/%s", cases, entry->d_name);
    if (passes(folder, argv[1])) passed++;
    else failed++;
  }
  closedir(directory);
  printf("C conformance: %d passed, %d failed\n", passed, failed);
  return passed + failed == 0 || failed > 0 ? 1 : 0;
}
