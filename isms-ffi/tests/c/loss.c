/* Simulated losses in C: figures, samples that are borrowed, parts that merge to the same bits, and stopping. */
#include <isms.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static void refused(isms_status_t status, isms_error_t **error, const char *code, const char *path) {
  CHECK(status != ISMS_OK && *error != NULL);
  CHECK(strcmp(isms_error_code(*error), code) == 0);
  CHECK(strcmp(isms_error_path(*error), path) == 0);
  isms_error_free(*error);
  *error = NULL;
}

static bool never(size_t done, size_t of, void *context) {
  (void)done, (void)of, (void)context;
  return false;
}

int main(void) {
  size_t len = 0;
  char *text = read_file("conformance/records/losses.json", &len);
  isms_error_t *error = NULL;
  isms_t *isms = NULL;
  CHECK(isms_from_json(text, len, &isms, &error) == ISMS_OK);
  free(text);

  isms_simulation_t simulation = {.as_of = "2026-06-30", .trials = 5000, .seed = 7};
  isms_result_t *result = NULL;
  CHECK(isms_simulate(isms, &simulation, &result, &error) == ISMS_OK);
  double mean = 0, off = 0, value = 0, low = 0, high = 0, shortfall = 0;
  CHECK(isms_result_mean(result, &mean, &off, &error) == ISMS_OK && mean > 200 && off > 0 && off < 10);
  CHECK(isms_result_mean(result, &mean, NULL, &error) == ISMS_OK);
  CHECK(isms_result_quantile(result, 0.95, &value, &error) == ISMS_OK && value > mean);
  CHECK(isms_result_value_at_risk(result, 0.95, &shortfall, &low, &high, &error) == ISMS_OK);
  CHECK(shortfall == value && low <= value && value <= high);
  CHECK(isms_result_expected_shortfall(result, 0.95, &shortfall, &off, &error) == ISMS_OK && shortfall > value);
  const double *samples = NULL;
  size_t count = 0;
  CHECK(isms_result_samples(result, &samples, &count, &error) == ISMS_OK && count == 5000);
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += samples[i];
  CHECK(fabs(sum / (double)count - mean) < 1e-9 * mean);
  refused(isms_result_quantile(result, 2, &value, &error), &error, "value", "level");
  refused(isms_result_quantile(result, 0.5, NULL, &error), &error, "value", "value");
  refused(isms_result_mean(NULL, &mean, NULL, &error), &error, "value", "result");

  isms_string_t model = {0}, whole = {0}, merged = {0}, parts[2] = {{0}, {0}};
  uint64_t blocks = 0;
  CHECK(isms_loss_model(isms, "2026-06-30", &model, &error) == ISMS_OK);
  CHECK(isms_simulation_blocks(&simulation, &blocks, &error) == ISMS_OK && blocks == 5);
  CHECK(isms_simulate_partial(model.data, model.len, &simulation, 2, 5, &parts[0], &error) == ISMS_OK);
  CHECK(isms_simulate_partial(model.data, model.len, &simulation, 0, 2, &parts[1], &error) == ISMS_OK);
  isms_result_t *again = NULL;
  CHECK(isms_result_merge(model.data, model.len, parts, 2, &again, &error) == ISMS_OK);
  CHECK(isms_result_to_bytes(result, &whole, &error) == ISMS_OK);
  CHECK(isms_result_to_bytes(again, &merged, &error) == ISMS_OK);
  CHECK(whole.len == merged.len && memcmp(whole.data, merged.data, whole.len) == 0);
  isms_result_free(again);
  again = NULL;
  refused(isms_result_merge(model.data, model.len, parts, 1, &again, &error), &error, "value", "");
  refused(isms_result_merge(model.data, model.len, NULL, 1, &again, &error), &error, "value", "parts");
  refused(isms_simulate_partial(model.data, model.len, &simulation, 5, 5, &merged, &error), &error, "value", "blocks");
  refused(isms_simulate_partial(model.data, model.len - 1, &simulation, 0, 1, &merged, &error), &error, "integrity", "");

  isms_simulation_t every = {.as_of = "2026-06-30", .trials = 2000, .seed = 7, .all_stages = true};
  isms_result_t *target = NULL;
  CHECK(isms_simulate(isms, &every, &again, &error) == ISMS_OK);
  CHECK(isms_result_stage(again, ISMS_TARGET, &target, &error) == ISMS_OK);
  CHECK(isms_result_mean(again, &mean, NULL, &error) == ISMS_OK);
  isms_string_t table = {0};
  CHECK(isms_result_ask_json(again, "contributions", "{\"level\":0.9}", NULL, &table, &error) == ISMS_OK);
  CHECK(strncmp(table.data, "[{\"id\":\"R-", 10) == 0 && strstr(table.data, "\"of\":\"policies\"") != NULL);
  isms_string_free(&table);
  CHECK(isms_result_ask_json(again, "contributions", "{\"stage\":\"target\"}", NULL, &table, &error) == ISMS_OK);
  isms_result_free(again); /* the other stage outlives it */
  again = NULL;
  isms_string_t same = {0};
  CHECK(isms_result_ask_json(target, "contributions", NULL, NULL, &same, &error) == ISMS_OK);
  CHECK(table.len == same.len && memcmp(table.data, same.data, same.len) == 0);
  isms_string_free(&table);
  isms_string_free(&same);
  CHECK(isms_result_mean(target, &value, NULL, &error) == ISMS_OK && value < mean);
  CHECK(isms_result_ask_json(target, "control_values", NULL, NULL, &table, &error) == ISMS_OK);
  CHECK(strstr(table.data, "{\"id\":\"WALL\",\"standard_error\":") != NULL);
  isms_string_free(&table);
  CHECK(isms_result_ask_json(target, "sensitivities", NULL, NULL, &table, &error) == ISMS_OK);
  CHECK(strstr(table.data, "\"input\":\"control_state\"") != NULL && strstr(table.data, "\"first_order\":") != NULL);
  isms_string_free(&table);
  refused(isms_result_ask_json(target, "weather", NULL, NULL, &table, &error), &error, "unknown_view", "");
  refused(isms_result_ask_json(target, "figures", "{\"level\":0.9}", NULL, &table, &error), &error, "unknown_field", "level");
  refused(isms_result_ask_json(NULL, "figures", NULL, NULL, &table, &error), &error, "value", "result");
  isms_result_free(target);
  target = NULL;
  refused(isms_result_stage(result, ISMS_TARGET, &target, &error), &error, "value", "stage");

  isms_progress_t stop = {never, NULL};
  refused(isms_result_ask_json(result, "control_values", NULL, &stop, &table, &error), &error, "cancelled", "");
  isms_simulation_t other = {.as_of = "2026-06-30", .trials = 4000000, .stage = ISMS_TARGET, .progress = &stop};
  refused(isms_simulate(isms, &other, &again, &error), &error, "cancelled", "");
  other = (isms_simulation_t){.as_of = "2026-06-30", .trials = 2000, .stage = ISMS_INHERENT, .discard_samples = true, .threads = 1};
  CHECK(isms_simulate(isms, &other, &again, &error) == ISMS_OK);
  CHECK(isms_result_samples(again, &samples, &count, &error) == ISMS_OK && samples == NULL && count == 0);
  isms_result_free(again);
  again = NULL;
  other.as_of = "2025-05-31";
  refused(isms_simulate(isms, &other, &again, &error), &error, "missing_field", "risks");
  other.as_of = "today";
  refused(isms_simulate(isms, &other, &again, &error), &error, "value", "as_of");
  refused(isms_simulate(isms, NULL, &again, &error), &error, "value", "simulation");

  isms_string_free(&model);
  isms_string_free(&whole);
  isms_string_free(&merged);
  isms_string_free(&parts[0]);
  isms_string_free(&parts[1]);
  isms_result_free(result);
  isms_result_free(NULL);
  isms_free(isms);
  puts("losses: all as they should be");
  return 0;
}
