package org.lectern.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads Kubernetes YAML into the typed model and names every field that the schema does not have.
 * The typed model keeps unknown fields aside instead of refusing them; here they are looked for.
 */
final class StrictManifest {
    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private StrictManifest() {}

    static List<HasMetadata> parse(String yaml) {
        List<HasMetadata> resources = new ArrayList<>();
        for (String document : yaml.split("(?m)^---\\s*$")) {
            if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
                resources.add(new KubernetesSerialization().unmarshal(document));
            }
        }
        return resources;
    }

    /** Paths of the fields that are not in the schema; empty if the manifest is valid. */
    static List<String> unknownFields(HasMetadata resource) {
        List<String> unknown = new ArrayList<>();
        visit(resource, resource.getKind() + "/" + resource.getMetadata().getName(), unknown);
        return unknown;
    }

    private static void visit(Object value, String path, List<String> unknown) {
        switch (value) {
            case null -> {}
            case Collection<?> items -> {
                int index = 0;
                for (Object item : items) {
                    visit(item, path + "[" + index++ + "]", unknown);
                }
            }
            case Map<?, ?> entries -> entries.forEach((key, item) -> visit(item, path + "." + key, unknown));
            case Object object when object.getClass().getName().startsWith(MODEL) -> fields(object, path, unknown);
            default -> {}
        }
    }

    private static void fields(Object object, String path, List<String> unknown) {
        Arrays.stream(object.getClass().getMethods())
                .filter(method ->
                        method.getParameterCount() == 0 && method.getName().startsWith("get"))
                .filter(method -> method.getDeclaringClass().getName().startsWith(MODEL))
                .forEach(getter -> {
                    Object value = call(getter, object);
                    if (getter.getName().equals("getAdditionalProperties")) {
                        ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
                    } else {
                        visit(value, path + "." + getter.getName().substring(3), unknown);
                    }
                });
    }

    private static Object call(Method getter, Object object) {
        try {
            return getter.invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(getter.toString(), e);
        }
    }
}
