/* Compiled graphs as a C program sees them, meant to run under sanitizers. */
#include "check.h"

#include <isms.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char RECORD[] =
    "{\"format\": \"isms/1\", \"organisation\": {\"name\": \"X\", \"scope\": \"All\", \"currency\": \"EUR\"},"
    "\"assets\": [{\"id\": \"DB\", \"name\": \"Database\"},"
    "{\"id\": \"APP\", \"name\": \"Application\", \"depends_on\": [{\"asset\": \"DB\", \"probability\": 0.5}]}]}";

static void refused(isms_status_t status, isms_error_t **filled, const char *code, const char *path) {
  isms_error_t *error = *filled;
  CHECK(error != NULL && status != ISMS_OK && status != ISMS_PANIC);
  if (strcmp(isms_error_code(error), code) != 0 || strcmp(isms_error_path(error), path) != 0) {
    fprintf(stderr, "wanted %s at \"%s\", got %s at \"%s\"\n", code, path, isms_error_code(error), isms_error_path(error));
    exit(1);
  }
  isms_error_free(error);
  *filled = NULL;
}

static void holds(isms_string_t *text, const char *part) {
  if (strstr(text->data, part) == NULL) {
    fprintf(stderr, "wanted %s in %s\n", part, text->data);
    exit(1);
  }
  isms_string_free(text);
}

static bool never(size_t done, size_t of, void *context) {
  (void)done;
  (void)of;
  (void)context;
  return false;
}

static bool count(size_t done, size_t of, void *context) {
  CHECK(done <= of);
  /* Ours alone: told from several threads, one write after another of the same value. */
  __atomic_store_n((int *)context, 1, __ATOMIC_RELAXED);
  return true;
}

int main(void) {
  const uint32_t sources[] = {0, 1, 1, 3};
  const uint32_t targets[] = {1, 2, 3, 1};
  const uint8_t kinds[] = {0, 1, 0, 0};
  const float probabilities[] = {1.0f, 0.5f, 0.25f, 1.0f};
  isms_edges_t edges = {4, sources, targets, kinds, probabilities};
  isms_graph_t *graph = NULL, *again = NULL;
  isms_error_t *error = NULL;
  isms_string_t text = {0};

  CHECK(isms_graph_from_edges(5, &edges, &graph, &error) == ISMS_OK);
  CHECK(isms_graph_node_count(graph) == 5 && isms_graph_edge_count(graph) == 4);
  CHECK(isms_graph_node_count(NULL) == 0 && isms_graph_edge_count(NULL) == 0);
  refused(isms_graph_from_edges(3, &edges, &again, &error), &error, "unknown_reference", "sources[3]");
  refused(isms_graph_from_edges(3, NULL, &again, &error), &error, "value", "edges");
  edges.targets = NULL;
  refused(isms_graph_from_edges(3, &edges, &again, &error), &error, "value", "targets");
  edges.targets = targets;
  CHECK(again == NULL);

  uint32_t distances[5], reached[2], by[5], of[5];
  float strongest[5];
  size_t found = 0;
  const uint32_t zero[] = {0, 3};
  CHECK(isms_graph_reach(graph, zero, 1, NULL, distances, strongest, &found, &error) == ISMS_OK);
  CHECK(found == 4 && distances[2] == 2 && distances[3] == 2 && distances[4] == UINT32_MAX);
  CHECK(strongest[0] == 1.0f && strongest[2] == 0.5f && strongest[4] == 0.0f);
  const uint8_t first[] = {0};
  isms_graph_limits_t limits = {.depth = 1, .has_depth = true, .kinds = first, .kind_count = 1};
  CHECK(isms_graph_reach(graph, zero, 1, &limits, distances, NULL, NULL, &error) == ISMS_OK);
  CHECK(distances[1] == 1 && distances[2] == UINT32_MAX && distances[3] == UINT32_MAX);
  const uint32_t nowhere[] = {9};
  refused(isms_graph_reach(graph, nowhere, 1, NULL, distances, NULL, NULL, &error), &error, "unknown_reference", "sources[0]");
  refused(isms_graph_reach(graph, NULL, 1, NULL, distances, NULL, NULL, &error), &error, "value", "sources");
  refused(isms_graph_reach(graph, zero, 1, NULL, NULL, NULL, NULL, &error), &error, "value", "distances");
  refused(isms_graph_reach(NULL, zero, 1, NULL, distances, NULL, NULL, &error), &error, "value", "graph");

  int told = 0;
  isms_progress_t progress = {count, &told}, stop = {never, NULL}, silent = {NULL, NULL};
  CHECK(isms_graph_reach_many(graph, zero, 2, NULL, &progress, reached, by, &error) == ISMS_OK);
  CHECK(told == 1 && reached[0] == 4 && reached[1] == 3 && by[2] == 2 && by[0] == 1 && by[4] == 0);
  CHECK(isms_graph_reach_many(graph, zero, 2, &limits, &silent, reached, NULL, &error) == ISMS_OK);
  refused(isms_graph_reach_many(graph, zero, 2, NULL, &stop, reached, by, &error), &error, "cancelled", "");

  CHECK(isms_graph_components(graph, NULL, of, &found, &error) == ISMS_OK);
  CHECK(found == 4 && of[1] == of[3] && of[0] < of[1] && of[1] < of[2]);
  CHECK(isms_graph_layers(graph, NULL, of, &error) == ISMS_OK && of[0] == 0 && of[3] == 1 && of[2] == 2);
  CHECK(isms_graph_dominators(graph, zero, 1, NULL, of, &error) == ISMS_OK);
  CHECK(of[0] == UINT32_MAX && of[1] == 0 && of[3] == 1 && of[4] == UINT32_MAX);
  const double own[] = {0, 0, 8, 0, 1};
  double worth[5];
  CHECK(isms_graph_inherit(graph, own, -1, NULL, worth, &error) == ISMS_OK && worth[0] == 8 && worth[4] == 1);
  CHECK(isms_graph_inherit(graph, own, 0.5, NULL, worth, &error) == ISMS_OK && worth[1] == 4 && worth[0] == 2);
  refused(isms_graph_inherit(graph, own, 2, NULL, worth, &error), &error, "value", "damping");
  CHECK(isms_graph_hits(graph, zero, 1, 1000, 7, NULL, &progress, of, &error) == ISMS_OK);
  CHECK(of[0] == 1000 && of[1] == 1000 && of[2] > 400 && of[2] < 600 && of[4] == 0);
  refused(isms_graph_hits(graph, zero, 1, 0, 7, NULL, NULL, of, &error), &error, "value", "trials");

  CHECK(isms_graph_ask_json(graph, "way", "{\"sources\": [0], \"target\": 2}", NULL, &text, &error) == ISMS_OK);
  holds(&text, "0 leads to 1 (kind 0); 1 leads to 2 (kind 1)");
  CHECK(isms_graph_ask_json(graph, "cycles", NULL, NULL, &text, &error) == ISMS_OK);
  holds(&text, "[[1,3]]");
  CHECK(isms_graph_ask_json(graph, "cheapest_cuts", "{\"sources\": [0], \"targets\": [2], \"costs\": {\"1\": 40}}", &progress,
                            &text, &error) == ISMS_OK);
  holds(&text, "[{\"cost\":40,\"nodes\":[1]}]");
  CHECK(isms_graph_ask_json(graph, "hit_probability", "{\"sources\": [0], \"target\": 3}", NULL, &text, &error) == ISMS_OK);
  holds(&text, "\"method\":\"exact\",\"probability\":0.25");
  CHECK(isms_graph_ask_json(graph, "drawing", "{\"sources\": [1], \"format\": \"dot\"}", NULL, &text, &error) == ISMS_OK);
  holds(&text, "n1 -> n2");
  refused(isms_graph_ask_json(graph, "colour", NULL, NULL, &text, &error), &error, "unknown_view", "");
  refused(isms_graph_ask_json(graph, "cycles", "{\"sources\": [0]}", NULL, &text, &error), &error, "unknown_field", "sources");
  refused(isms_graph_ask_json(graph, "way", "{\"sources\": [0]}", NULL, &text, &error), &error, "missing_field", "target");

  const uint32_t from[] = {3}, to[] = {1}, next[] = {4};
  isms_edges_t gone = {1, from, to, NULL, NULL}, added = {1, from, next, NULL, NULL};
  CHECK(isms_graph_update(graph, 1, &gone, &added, &error) == ISMS_OK);
  CHECK(isms_graph_node_count(graph) == 6 && isms_graph_edge_count(graph) == 4);
  refused(isms_graph_update(graph, 0, &gone, NULL, &error), &error, "unknown_reference", "removed[0]");
  CHECK(isms_graph_update(graph, 0, NULL, NULL, &error) == ISMS_OK);

  CHECK(isms_graph_to_bytes(graph, &text, &error) == ISMS_OK);
  CHECK(isms_graph_from_bytes(text.data, text.len, &again, &error) == ISMS_OK);
  CHECK(isms_graph_edge_count(again) == 4);
  isms_graph_free(again);
  again = NULL;
  text.data[9] ^= 1;
  refused(isms_graph_from_bytes(text.data, text.len, &again, &error), &error, "format", "");
  isms_string_free(&text);
  isms_graph_free(graph);
  isms_graph_free(NULL);

  isms_t *isms = NULL;
  uint32_t db = 9;
  CHECK(isms_from_json(RECORD, sizeof RECORD - 1, &isms, &error) == ISMS_OK);
  CHECK(isms_graph_from_record(isms, NULL, &graph, &error) == ISMS_OK);
  CHECK(isms_graph_find(graph, "asset:DB", &db, &error) == ISMS_OK && db == 1);
  CHECK(isms_graph_find(graph, "APP", &db, &error) == ISMS_OK && db == 0);
  refused(isms_graph_find(graph, "XX", &db, &error), &error, "unknown_reference", "");
  CHECK(isms_graph_ask_json(graph, "way", "{\"sources\": [\"DB\"], \"target\": \"APP\"}", NULL, &text, &error) == ISMS_OK);
  holds(&text, "\"sentence\":\"asset:DB is needed by asset:APP\"");
  isms_graph_free(graph);
  graph = NULL;
  refused(isms_graph_from_record(isms, "yesterday", &graph, &error), &error, "value", "date");
  CHECK(isms_graph_from_record(isms, "2026-01-01", &graph, &error) == ISMS_OK);
  isms_graph_free(graph);
  isms_free(isms);
  puts("graphs: all as they should be");
  return 0;
}
