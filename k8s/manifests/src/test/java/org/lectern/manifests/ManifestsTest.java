package org.lectern.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private static final Path K8S = Path.of("..").toAbsolutePath().normalize();

    static Stream<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            return files
                    .filter(file -> file.startsWith(K8S.resolve("base")) || file.startsWith(K8S.resolve("overlays")))
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifest_hasNoFieldThatTheSchemaLacks(Path file) throws IOException {
        List<HasMetadata> resources = StrictManifest.parse(Files.readString(file));
        assertThat(resources).isNotEmpty();
        assertThat(resources).allSatisfy(resource -> {
            assertThat(resource).isNotInstanceOf(GenericKubernetesResource.class);
            assertThat(StrictManifest.unknownFields(resource)).isEmpty();
        });
    }

    @Test
    void misspelledField_isFound() throws IOException {
        String wrong = Files.readString(K8S.resolve("base/transcoder.yaml")).replace("httpGet:", "httpget:");
        assertThat(StrictManifest.parse(wrong).stream().flatMap(r -> StrictManifest.unknownFields(r).stream()))
                .isNotEmpty()
                .allMatch(path -> path.endsWith(".httpget"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/example"})
    void kustomization_builds(String folder) throws Exception {
        List<HasMetadata> resources = StrictManifest.parse(kustomize(folder));
        assertThat(resources.stream().map(HasMetadata::getKind))
                .contains("Namespace", "ConfigMap", "Deployment", "StatefulSet", "Service");
        assertThat(resources)
                .allSatisfy(resource ->
                        assertThat(StrictManifest.unknownFields(resource)).isEmpty());
    }

    @Test
    void everyReferenceOfAPod_existsInTheExampleOverlay() throws Exception {
        List<HasMetadata> resources = StrictManifest.parse(kustomize("overlays/example"));
        Set<String> known = resources.stream()
                .flatMap(resource -> switch (resource) {
                    case Secret secret ->
                        secret.getData().keySet().stream()
                                .map(key -> secret.getMetadata().getName() + "/" + key);
                    case ConfigMap config -> Stream.of(config.getMetadata().getName());
                    default -> Stream.empty();
                })
                .collect(Collectors.toSet());
        Set<String> wanted = new TreeSet<>();
        for (Container container : containers(resources)) {
            container
                    .getEnvFrom()
                    .forEach(from -> wanted.add(from.getConfigMapRef().getName()));
            for (EnvVar variable : container.getEnv()) {
                if (variable.getValueFrom() != null) {
                    var secret = variable.getValueFrom().getSecretKeyRef();
                    wanted.add(secret.getName() + "/" + secret.getKey());
                }
            }
        }
        assertThat(wanted).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void everyPod_runsWithoutPrivileges() throws Exception {
        List<Container> containers = containers(StrictManifest.parse(kustomize("base")));
        assertThat(containers).hasSize(3).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getReadinessProbe()).isNotNull();
            assertThat(container.getLivenessProbe()).isNotNull();
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    private static List<Container> containers(List<HasMetadata> resources) {
        return resources.stream()
                .flatMap(resource -> switch (resource) {
                    case Deployment deployment -> Stream.of(deployment.getSpec().getTemplate());
                    case StatefulSet set -> Stream.of(set.getSpec().getTemplate());
                    default -> Stream.<PodTemplateSpec>empty();
                })
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .toList();
    }

    private static String kustomize(String folder) throws IOException, InterruptedException {
        boolean present = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
        assumeTrue(present, "kubectl is missing, so kustomize is not run: apt-get install kubernetes-client");
        Process process = new ProcessBuilder("kubectl", "kustomize", folder)
                .directory(K8S.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
