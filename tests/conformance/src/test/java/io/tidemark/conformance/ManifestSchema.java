// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The schemas of Kubernetes and of the Flink operator, as strict as {@code kubectl apply
 * --validate=strict}: a field that is in no schema is wrong.
 *
 * <p>They come as resources, with libraries whose code nobody calls.
 */
final class ManifestSchema {
  private static final String KUBERNETES = "/schema/kube-schema.json";
  private static final String FLINK = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
  private static final String META = "kubernetes_apimachinery_pkg_apis_ObjectMeta";

  private final JsonNode definitions;
  private final JsonNode flinkDeployment;
  private final List<String> problems = new ArrayList<>();

  private ManifestSchema(JsonNode definitions, JsonNode flinkDeployment) {
    this.definitions = definitions;
    this.flinkDeployment = flinkDeployment;
  }

  /** What is wrong with a manifest: a line for each place. */
  static List<String> problems(JsonNode manifest) throws IOException {
    JsonNode definitions = read(new ObjectMapper(), KUBERNETES).path("definitions");
    JsonNode crd = read(new YAMLMapper(), FLINK).path("spec");
    ManifestSchema schema = new ManifestSchema(definitions, crd);
    schema.check(manifest);
    return schema.problems;
  }

  private static JsonNode read(ObjectMapper mapper, String resource) throws IOException {
    return mapper.readTree(ManifestSchema.class.getResource(resource));
  }

  private void check(JsonNode manifest) {
    String kind = manifest.path("kind").asText();
    if (!kind.equals(flinkDeployment.path("names").path("kind").asText())) {
      check(kind, manifest, definitions.path("kubernetes_core_" + kind));
      return;
    }
    JsonNode version = flinkDeployment.path("versions").path(0);
    String apiVersion =
        flinkDeployment.path("group").asText() + "/" + version.path("name").asText();
    if (!manifest.path("apiVersion").asText().equals(apiVersion)) {
      problems.add("apiVersion: must be " + apiVersion);
    }
    for (Map.Entry<String, JsonNode> field : manifest.properties()) {
      switch (field.getKey()) {
        case "apiVersion", "kind" -> {}
        case "metadata" -> check("metadata", field.getValue(), definitions.path(META));
        default ->
            checkField(
                kind,
                field,
                version.path("schema").path("openAPIV3Schema").path("properties"),
                version.path("none"));
      }
    }
  }

  private void check(String path, JsonNode value, JsonNode named) {
    JsonNode schema = resolved(named);
    if (schema.isMissingNode()) {
      problems.add(path + ": has no schema");
    } else if (!isOfType(value, schema)) {
      problems.add(String.format("%s: must be %s, not %s", path, schema.path("type"), value));
    } else if (schema.has("enum") && !isOneOf(value, schema.path("enum"))) {
      problems.add(
          String.format("%s: must be one of %s, not %s", path, schema.path("enum"), value));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(path + "[" + i + "]", value.get(i), schema.path("items"));
      }
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        checkField(path, field, schema.path("properties"), schema.path("additionalProperties"));
      }
    }
  }

  /** A schema without fields of its own is that of a map. */
  private void checkField(
      String parent, Map.Entry<String, JsonNode> field, JsonNode fields, JsonNode others) {
    String path = parent + "." + field.getKey();
    if (fields.has(field.getKey())) {
      check(path, field.getValue(), fields.path(field.getKey()));
    } else if (fields.isEmpty() && others.isObject()) {
      check(path, field.getValue(), others);
    } else {
      problems.add(path + ": there is no such field");
    }
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty()
        ? schema
        : definitions.path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static boolean isOfType(JsonNode value, JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      default -> schema.path("x-kubernetes-int-or-string").asBoolean() && value.isValueNode();
    };
  }

  private static boolean isOneOf(JsonNode value, JsonNode allowed) {
    return StreamSupport.stream(allowed.spliterator(), false).anyMatch(value::equals);
  }
}
