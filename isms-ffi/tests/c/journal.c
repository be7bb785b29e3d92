/* The journal as a C program sees it, meant to run under sanitizers. */
#include "check.h"

#include <isms.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char RECORD[] =
    "{\"format\": \"isms/1\", \"organisation\": {\"name\": \"X\", \"scope\": \"All\", \"currency\": \"EUR\"},"
    "\"roles\": [{\"id\": \"CISO\", \"name\": \"Officer\"}]}";
static const char CREATE[] =
    "{\"change\": \"create\", \"kind\": \"asset\", \"entity\": {\"id\": \"DB\", \"name\": \"Database\"}}";
static const char AMEND[] =
    "{\"change\": \"amend\", \"kind\": \"asset\", \"id\": \"DB\", \"patch\": {\"name\": \"Store\"}}";

static void refused(isms_status_t status, isms_error_t **filled, const char *code, const char *path) {
  isms_error_t *error = *filled;
  CHECK(status == ISMS_ERROR && error != NULL);
  if (strcmp(isms_error_code(error), code) != 0 || strcmp(isms_error_path(error), path) != 0) {
    fprintf(stderr, "wanted %s at \"%s\", got %s at \"%s\"\n", code, path, isms_error_code(error), isms_error_path(error));
    exit(1);
  }
  isms_error_free(error);
  *filled = NULL;
}

static void holds(isms_string_t *text, const char *part) {
  CHECK(text->data[text->len] == 0);
  if (strstr(text->data, part) == NULL) {
    fprintf(stderr, "wanted %s in %s\n", part, text->data);
    exit(1);
  }
  isms_string_free(text);
}

int main(void) {
  isms_t *isms = NULL, *then = NULL;
  isms_journal_t *journal = NULL, *again = NULL;
  isms_error_t *error = NULL;
  isms_string_t text = {0}, lines = {0}, head = {0};
  CHECK(isms_from_json(RECORD, sizeof RECORD - 1, &isms, NULL) == ISMS_OK);

  CHECK(isms_preview_json(isms, CREATE, sizeof CREATE - 1, &text, &error) == ISMS_OK);
  holds(&text, "\"created\":[{\"entity\":{\"id\":\"DB\",\"name\":\"Database\"}");
  refused(isms_preview_json(isms, AMEND, sizeof AMEND - 1, &text, &error), &error, "unknown_reference", "assets[DB]");

  refused(isms_journal_establish(isms, "yesterday", "ann", &journal, &error), &error, "value", "recorded_at");
  CHECK(isms_journal_establish(isms, "2026-01-01T08:00:00Z", "ann", &journal, &error) == ISMS_OK);
  isms_free(isms);
  CHECK(isms_journal_append_json(journal, "2026-02-01T08:00:00Z", "bob", CREATE, sizeof CREATE - 1, &error) == ISMS_OK);
  CHECK(isms_journal_append_json(journal, "2026-03-01T08:00:00Z", "cyd", AMEND, sizeof AMEND - 1, &error) == ISMS_OK);
  refused(isms_journal_append_json(journal, "2026-02-01T08:00:00Z", "bob", AMEND, sizeof AMEND - 1, &error), &error,
          "date_order", "recorded_at");
  refused(isms_journal_append_json(journal, "2026-04-01T08:00:00Z", "bob", CREATE, sizeof CREATE - 1, &error), &error,
          "duplicate_id", "assets[DB]");

  CHECK(isms_journal_at(journal, "2026-02-15T00:00:00+01:00", &then, &error) == ISMS_OK);
  CHECK(isms_to_json(then, &text, NULL) == ISMS_OK);
  holds(&text, "\"Database\"");
  isms_free(then);
  CHECK(isms_journal_at_seq(journal, 3, &then, &error) == ISMS_OK);
  CHECK(isms_to_json(then, &text, NULL) == ISMS_OK);
  holds(&text, "\"Store\"");
  isms_free(then);
  then = NULL;
  refused(isms_journal_at(journal, "2025-01-01T00:00:00Z", &then, &error), &error, "value", "");
  refused(isms_journal_at_seq(journal, 4, &then, &error), &error, "unknown_reference", "");
  CHECK(then == NULL);

  CHECK(isms_journal_history_json(journal, "asset", "DB", &text, &error) == ISMS_OK);
  holds(&text, "{\"after\":\"Store\",\"before\":\"Database\",\"path\":\"name\"}");
  refused(isms_journal_history_json(journal, "colour", "DB", &text, &error), &error, "value", "kind");
  refused(isms_journal_history_json(journal, "asset", "XX", &text, &error), &error, "unknown_reference", "assets[XX]");
  CHECK(isms_journal_difference_json(journal, "1", "2026-02-15T00:00:00Z", &text, &error) == ISMS_OK);
  holds(&text, "\"created\":[{");
  refused(isms_journal_difference_json(journal, "1", "soon", &text, &error), &error, "value", "to");
  CHECK(isms_journal_entry_json(journal, 2, &text, &error) == ISMS_OK);
  holds(&text, "{\"actor\":\"bob\",");
  refused(isms_journal_entry_json(journal, 0, &text, &error), &error, "unknown_reference", "");

  CHECK(isms_journal_head_json(journal, &head, &error) == ISMS_OK);
  CHECK(isms_journal_verify(journal, NULL, &error) == ISMS_OK);
  CHECK(isms_journal_verify(journal, head.data, &error) == ISMS_OK);
  refused(isms_journal_verify(journal, "{}", &error), &error, "missing_field", "head");
  CHECK(isms_journal_to_json_lines(journal, 0, &lines, &error) == ISMS_OK);
  CHECK(isms_journal_from_json_lines(lines.data, lines.len, &again, &error) == ISMS_OK);
  CHECK(isms_journal_verify(again, head.data, &error) == ISMS_OK);
  const isms_limits_t two = {.journal_entries = 2};
  isms_journal_t *short_one = NULL;
  refused(isms_journal_from_json_lines_within(lines.data, lines.len, &two, &short_one, &error), &error, "limit", "entries");
  CHECK(short_one == NULL);

  CHECK(isms_journal_snapshot_json(journal, 2, &text, &error) == ISMS_OK);
  CHECK(isms_journal_add_snapshot(again, text.data, text.len, &error) == ISMS_OK);
  text.data[text.len - 1] = ' ';
  refused(isms_journal_add_snapshot(again, text.data, text.len, &error), &error, "syntax", "");
  isms_string_free(&text);
  CHECK(isms_journal_at_seq(again, 3, &then, &error) == ISMS_OK);
  isms_free(then);
  isms_journal_free(again);
  again = NULL;

  /* Cut off after the second entry: whole to look at, short of its head. */
  CHECK(isms_journal_to_json_lines(journal, 2, &text, &error) == ISMS_OK);
  size_t kept = lines.len - text.len;
  CHECK(strcmp(lines.data + kept, text.data) == 0);
  isms_string_free(&text);
  CHECK(isms_journal_fault_json(lines.data, kept, NULL, &text, &error) == ISMS_OK);
  holds(&text, "null");
  CHECK(isms_journal_fault_json(lines.data, kept, head.data, &text, &error) == ISMS_OK);
  holds(&text, "\"kind\":\"truncated\",\"line\":3");
  strstr(lines.data, "Officer")[0] = 'o';
  refused(isms_journal_from_json_lines(lines.data, lines.len, &again, &error), &error, "integrity", "entries[1]");
  CHECK(again == NULL);

  CHECK(isms_journal_from_json_lines(NULL, 1, &again, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_journal_at(NULL, "2026-01-01T00:00:00Z", &then, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_journal_at(journal, NULL, &then, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_journal_at_seq(journal, 1, NULL, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_journal_append_json(NULL, "2026-01-01T00:00:00Z", "ann", CREATE, 1, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_preview_json(NULL, CREATE, 1, &text, NULL) == ISMS_INVALID_ARGUMENT);

  isms_string_free(&lines);
  isms_string_free(&head);
  isms_journal_free(journal);
  isms_journal_free(NULL);
  puts("Journal: all checks hold");
  return 0;
}
