/* A choice of treatment options in C: told how far it is, cancelled, and the best so far. */
#include <isms.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#define ASKED "{\"trials\":1024,\"nodes\":200,\"redraws\":2,\"start_quarters\":2,\"horizon\":2}"

static int32_t go_on(size_t done, size_t of, double best, double bound, void *context) {
  (void)of, (void)context;
  CHECK(done <= 1000 && (isnan(best) ? isnan(bound) : bound <= best));
  return ISMS_GO_ON;
}

/* Counts what is told; it may be told from several threads at once. */
static int32_t count(size_t done, size_t of, double best, double bound, void *context) {
  __atomic_add_fetch((int *)context, 1, __ATOMIC_RELAXED);
  return go_on(done, of, best, bound, NULL);
}

static int32_t once_found(size_t done, size_t of, double best, double bound, void *context) {
  (void)done, (void)of, (void)bound, (void)context;
  return isnan(best) ? ISMS_GO_ON : ISMS_ENOUGH;
}

static int32_t half_way(size_t done, size_t of, double best, double bound, void *context) {
  (void)best, (void)bound, (void)context;
  return 2 * done < of ? ISMS_GO_ON : ISMS_CANCEL;
}

static int32_t enough_at_once(size_t done, size_t of, double best, double bound, void *context) {
  (void)done, (void)of, (void)best, (void)bound, (void)context;
  return ISMS_ENOUGH;
}

static void cancelled(const isms_t *isms, const isms_listener_t *listener) {
  isms_string_t out = {0};
  isms_error_t *error = NULL;
  CHECK(isms_view_json_watched(isms, "2026-07-02", "optimise", ASKED, listener, &out, &error) == ISMS_ERROR);
  CHECK(strcmp(isms_error_code(error), "cancelled") == 0 && out.data == NULL);
  isms_error_free(error);
}

int main(void) {
  size_t len = 0;
  char *text = read_file("conformance/records/options.json", &len);
  isms_error_t *error = NULL;
  isms_t *isms = NULL;
  CHECK(isms_from_json(text, len, &isms, &error) == ISMS_OK);
  free(text);

  int told = 0;
  isms_listener_t counting = {count, &told}, nobody = {NULL, NULL};
  isms_string_t whole = {0}, same = {0};
  CHECK(isms_view_json(isms, "2026-07-02", "optimise", ASKED, &whole, &error) == ISMS_OK);
  CHECK(isms_view_json_watched(isms, "2026-07-02", "optimise", ASKED, &counting, &same, &error) == ISMS_OK);
  CHECK(told > 20 && whole.len == same.len && memcmp(whole.data, same.data, whole.len) == 0);
  CHECK(strstr(whole.data, "\"stopped\":false") != NULL);
  isms_string_free(&same);
  CHECK(isms_view_json_watched(isms, "2026-07-02", "optimise", ASKED, &nobody, &same, &error) == ISMS_OK);
  CHECK(whole.len == same.len);
  isms_string_free(&same);

  isms_listener_t soon = {once_found, NULL};
  CHECK(isms_view_json_watched(isms, "2026-07-02", "optimise", ASKED, &soon, &same, &error) == ISMS_OK);
  CHECK(strstr(same.data, "\"stopped\":true") != NULL && strstr(same.data, "\"robustness\":null") != NULL);
  isms_string_free(&same);

  isms_listener_t stop = {half_way, NULL}, impatient = {enough_at_once, NULL};
  cancelled(isms, &stop);
  cancelled(isms, &impatient); /* nothing is found yet */

  told = 0;
  CHECK(isms_view_json_watched(isms, "2026-07-02", "risks", NULL, &counting, &same, &error) == ISMS_OK && told == 0);
  isms_string_free(&same);
  isms_string_free(&whole);
  isms_free(isms);
  puts("choice: all as it should be");
  return 0;
}
