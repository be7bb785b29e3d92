/* The C ABI as a C program sees it, meant to run under sanitizers. */
#include "check.h"

#include <isms.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char RECORD[] =
    "{\"format\": \"isms/1\", \"organisation\": {\"name\": \"X\", \"scope\": \"All\", \"currency\": \"EUR\"},"
    "\"roles\": [{\"id\": \"CISO\", \"name\": \"Officer\"}],"
    "\"activities\": [{\"id\": \"REVIEW\", \"title\": \"Review\", \"owner\": \"CISO\", \"start\": \"2026-01-31\","
    "\"cadence\": \"FREQ=MONTHLY\"}]}";

static void refused(const char *text, size_t len, const char *code, const char *path) {
  isms_t *isms = NULL;
  isms_error_t *error = NULL;
  CHECK(isms_from_json(text, len, &isms, &error) == ISMS_ERROR);
  CHECK(isms == NULL && error != NULL);
  if (strcmp(isms_error_code(error), code) != 0 || strcmp(isms_error_path(error), path) != 0) {
    fprintf(stderr, "wanted %s at \"%s\", got %s at \"%s\"\n", code, path, isms_error_code(error), isms_error_path(error));
    exit(1);
  }
  CHECK(strlen(isms_error_message(error)) > 0);
  isms_error_free(error);
  CHECK(isms_from_json(text, len, &isms, NULL) == ISMS_ERROR);
}

/* A quarter of a gibibyte of opening brackets: refused, not followed to the end of the stack. */
static void nesting_is_refused(void) {
  const size_t len = (size_t)256 << 20;
  char *text = malloc(len);
  CHECK(text != NULL);
  memset(text, '[', len);
  refused(text, len, "type", "");
  isms_string_t out = {0};
  isms_error_t *error = NULL;
  CHECK(isms_read_stix(text, len, &out, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_code(error), "syntax") == 0);
  isms_error_free(error);
  free(text);
}

static void schemas_are_given_by_name(void) {
  const char *const documents[][2] = {
      {"record", "\"title\":\"isms/1 record\""}, {"change", "\"retire\""}, {"journal_entry", "\"recorded_at\""}};
  isms_string_t schema = {0};
  isms_error_t *error = NULL;
  for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
    CHECK(isms_schema_json(documents[i][0], &schema, &error) == ISMS_OK);
    CHECK(strstr(schema.data, documents[i][1]) != NULL);
    isms_string_free(&schema);
  }
  CHECK(isms_schema_json("journal", &schema, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_path(error), "document") == 0 && schema.data == NULL);
  isms_error_free(error);
  CHECK(isms_schema_json("\xff", &schema, &error) == ISMS_ERROR);
  isms_error_free(error);
  CHECK(isms_schema_json(NULL, &schema, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_schema_json("record", NULL, NULL) == ISMS_INVALID_ARGUMENT);
}

static void catalogues_are_given_by_name(isms_t *isms) {
  isms_string_t changes = {0};
  isms_error_t *error = NULL;
  CHECK(isms_catalogue_json("iso-27001-2022", false, &changes, &error) == ISMS_OK);
  CHECK(strstr(changes.data, "\"kind\":\"control\"") == NULL);
  isms_string_free(&changes);
  CHECK(isms_catalogue_json("iso-27001-2022", true, &changes, &error) == ISMS_OK);
  CHECK(isms_apply_json(isms, changes.data, changes.len, &error) == ISMS_OK);
  isms_string_free(&changes);
  CHECK(isms_catalogue_json("iso-9001", false, &changes, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_path(error), "name") == 0);
  isms_error_free(error);
  CHECK(isms_catalogue_json(NULL, false, &changes, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_catalogue_json("iso-27001-2022", false, NULL, NULL) == ISMS_INVALID_ARGUMENT);
}

static void oscal_is_read_as_a_framework(void) {
  const char catalogue[] = "{\"catalog\": {\"metadata\": {\"title\": \"Own\"}, \"controls\": [{\"id\": \"c-1\", \"title\": \"Backup\"}]}}";
  isms_string_t out = {0};
  isms_error_t *error = NULL;
  CHECK(isms_read_oscal_framework(catalogue, sizeof catalogue - 1, "OWN", true, &out, &error) == ISMS_OK);
  CHECK(strstr(out.data, "\"control:c-1\"") != NULL);
  isms_string_free(&out);
  CHECK(isms_read_oscal_framework(catalogue, sizeof catalogue - 1, "", false, &out, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_path(error), "id") == 0);
  isms_error_free(error);
  CHECK(isms_read_oscal_framework(NULL, 5, "OWN", false, &out, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_read_oscal_framework(catalogue, sizeof catalogue - 1, NULL, false, &out, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_read_oscal_framework(catalogue, sizeof catalogue - 1, "OWN", false, NULL, NULL) == ISMS_INVALID_ARGUMENT);
}

static void documents_are_written_by_name(const isms_t *isms) {
  isms_string_t out = {0};
  isms_error_t *error = NULL;
  CHECK(isms_documents_json(&out, &error) == ISMS_OK);
  CHECK(strstr(out.data, "\"risk_treatment_plan\"") != NULL);
  isms_string_free(&out);
  CHECK(isms_documents_json(NULL, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_document(isms, "2026-03-15", "risk_treatment_plan", "markdown", NULL, &out, &error) == ISMS_OK);
  CHECK(strncmp(out.data, "# Risk treatment plan\n", 22) == 0);
  isms_string_free(&out);
  CHECK(isms_document(isms, "2026-03-15", "statement_of_applicability", "html", "{}", &out, &error) == ISMS_OK);
  CHECK(strncmp(out.data, "<!DOCTYPE html>", 15) == 0);
  isms_string_free(&out);
  const char *const wrong[][4] = {
      {"soon", "risk_treatment_plan", "csv", "date"}, {"2026-03-15", "novel", "csv", "name"}, {"2026-03-15", "risk_treatment_plan", "docx", "format"}};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    CHECK(isms_document(isms, wrong[i][0], wrong[i][1], wrong[i][2], NULL, &out, &error) == ISMS_ERROR);
    CHECK(strcmp(isms_error_path(error), wrong[i][3]) == 0);
    isms_error_free(error);
  }
  CHECK(isms_document(NULL, "2026-03-15", "risk_treatment_plan", "csv", NULL, &out, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_document(isms, NULL, "risk_treatment_plan", "csv", NULL, &out, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_document(isms, "2026-03-15", NULL, "csv", NULL, &out, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_document(isms, "2026-03-15", "risk_treatment_plan", NULL, NULL, &out, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_document(isms, "2026-03-15", "risk_treatment_plan", "csv", NULL, NULL, NULL) == ISMS_INVALID_ARGUMENT);
}

int main(void) {
  CHECK(isms_abi_version() == ISMS_ABI_VERSION);
  CHECK(strlen(isms_version()) > 0);

  isms_t *isms = NULL;
  isms_error_t *error = NULL;
  CHECK(isms_from_json(RECORD, sizeof RECORD - 1, &isms, &error) == ISMS_OK);
  CHECK(isms != NULL && error == NULL);

  isms_string_t answer = {0};
  CHECK(isms_view_json(isms, "2026-03-15", "overdue", NULL, &answer, &error) == ISMS_OK);
  CHECK(answer.data[answer.len] == 0 && strlen(answer.data) == answer.len);
  CHECK(strstr(answer.data, "\"days_overdue\":43") != NULL);
  isms_string_free(&answer);
  isms_string_free(&answer);
  CHECK(answer.data == NULL && answer.len == 0);

  CHECK(isms_view_json(isms, "2026-02-30", "overdue", NULL, &answer, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_path(error), "date") == 0);
  isms_error_free(error);
  CHECK(isms_view_json(isms, "2026-02-28", "oracle", "{}", &answer, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_code(error), "unknown_view") == 0);
  isms_error_free(error);
  CHECK(isms_view_json(isms, "2026-02-28", "status\xff", NULL, &answer, &error) == ISMS_ERROR);
  isms_error_free(error);

  CHECK(isms_report_html(isms, "2026-03-15", &answer, &error) == ISMS_OK);
  CHECK(strncmp(answer.data, "<!DOCTYPE html>", 15) == 0 && strstr(answer.data, "X on 2026-03-15") != NULL);
  isms_string_free(&answer);
  CHECK(isms_report_html(isms, "soon", &answer, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_path(error), "date") == 0);
  isms_error_free(error);
  CHECK(isms_report_html(isms, NULL, &answer, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_report_html(NULL, "2026-03-15", &answer, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_report_html(isms, "2026-03-15", NULL, NULL) == ISMS_INVALID_ARGUMENT);

  CHECK(isms_calendar_ics(isms, "2026-03-15", "{\"alarm_days\": 3}", &answer, &error) == ISMS_OK);
  CHECK(strncmp(answer.data, "BEGIN:VCALENDAR\r\n", 17) == 0 && strstr(answer.data, "TRIGGER:-P3D\r\n") != NULL);
  isms_string_free(&answer);
  CHECK(isms_calendar_ics(isms, "2026-03-15", NULL, &answer, &error) == ISMS_OK);
  isms_string_free(&answer);
  CHECK(isms_calendar_ics(isms, "2026-03-15", "{\"alarm\": 3}", &answer, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_path(error), "alarm") == 0);
  isms_error_free(error);
  CHECK(isms_calendar_ics(isms, "soon", NULL, &answer, &error) == ISMS_ERROR);
  isms_error_free(error);
  CHECK(isms_calendar_ics(isms, NULL, NULL, &answer, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_calendar_ics(NULL, "2026-03-15", NULL, &answer, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_calendar_ics(isms, "2026-03-15", NULL, NULL, NULL) == ISMS_INVALID_ARGUMENT);

  const char good[] = "{\"change\": \"create\", \"kind\": \"asset\", \"entity\": {\"id\": \"DB\", \"name\": \"Database\"}}";
  CHECK(isms_apply_json(isms, good, sizeof good - 1, &error) == ISMS_OK);
  CHECK(isms_apply_json(isms, good, sizeof good - 1, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_path(error), "assets[DB]") == 0);
  isms_error_free(error);
  isms_string_t saved = {0};
  CHECK(isms_to_json(isms, &saved, NULL) == ISMS_OK);
  isms_t *again = NULL;
  CHECK(isms_from_json(saved.data, saved.len, &again, NULL) == ISMS_OK);
  isms_free(again);
  isms_string_free(&saved);

  refused(RECORD, sizeof RECORD - 2, "syntax", "");
  refused("{\"format\": \"\xff\"}", 14, "syntax", "");
  refused("{}\0{}", 5, "missing_field", "");
  refused("", 0, "syntax", "");
  refused(NULL, 0, "syntax", "");
  const isms_limits_t defaults = {0}, few = {.entities = 1}, short_texts = {.text_bytes = 8};
  CHECK(isms_from_json_within(RECORD, sizeof RECORD - 1, &defaults, &again, &error) == ISMS_OK);
  isms_free(again);
  CHECK(isms_from_json_within(RECORD, sizeof RECORD - 1, &few, &again, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_code(error), "limit") == 0);
  isms_error_free(error);
  CHECK(isms_from_json_within(RECORD, sizeof RECORD - 1, &short_texts, &again, &error) == ISMS_ERROR);
  isms_error_free(error);
  CHECK(isms_from_json_within(RECORD, sizeof RECORD - 1, NULL, &again, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_from_json(NULL, 5, &again, &error) == ISMS_INVALID_ARGUMENT);
  isms_error_free(error);
  CHECK(isms_from_json(RECORD, sizeof RECORD - 1, NULL, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_view_json(NULL, "2026-02-28", "status", NULL, &answer, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_view_json(isms, NULL, "status", NULL, &answer, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_view_json(isms, "2026-02-28", "status", NULL, NULL, NULL) == ISMS_INVALID_ARGUMENT);
  CHECK(isms_apply_json(NULL, good, sizeof good - 1, NULL) == ISMS_INVALID_ARGUMENT);

  const char bundle[] = "{\"type\": \"bundle\", \"objects\": [{\"type\": \"attack-pattern\", \"id\": \"attack-pattern--1\","
                        "\"name\": \"Flood\"}]}";
  CHECK(isms_read_stix(bundle, sizeof bundle - 1, &answer, &error) == ISMS_OK);
  CHECK(isms_apply_json(isms, answer.data, answer.len, &error) == ISMS_OK);
  isms_string_free(&answer);
  CHECK(isms_read_oscal(bundle, sizeof bundle - 1, &answer, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_code(error), "format") == 0);
  isms_error_free(error);
  documents_are_written_by_name(isms);
  catalogues_are_given_by_name(isms);
  oscal_is_read_as_a_framework();
  const char lines[] = "metric,at,value\nMET-1,2026-01-02T08:00:00Z,1.5\n";
  CHECK(isms_read_measurements_csv(lines, sizeof lines - 1, &answer, &error) == ISMS_OK);
  CHECK(strstr(answer.data, "\"record_measurements\"") != NULL);
  isms_string_free(&answer);
  CHECK(isms_read_measurements_jsonl(lines, sizeof lines - 1, &answer, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_path(error), "line 1") == 0);
  isms_error_free(error);
  CHECK(isms_views_json(&answer, NULL) == ISMS_OK);
  CHECK(strstr(answer.data, "\"continuity\"") != NULL);
  isms_string_free(&answer);
  schemas_are_given_by_name();

  isms_free(isms);
  isms_free(NULL);
  isms_error_free(NULL);
  isms_string_free(NULL);
  CHECK(isms_error_message(NULL) == NULL);
  nesting_is_refused();
  puts("C ABI: all checks hold");
  return 0;
}
