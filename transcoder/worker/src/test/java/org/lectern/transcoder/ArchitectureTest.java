package org.lectern.transcoder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lectern");

    @Test
    void worker_importsNoOtherApp() {
        noClasses()
                .that()
                .resideInAPackage("org.lectern.transcoder..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.lectern.recorder..", "org.lectern.api..", "org.lectern.embedded..")
                .check(CLASSES);
    }

    @Test
    void onlyTheMediaLayer_importsFfmpeg() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.lectern.media..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void playlists_arePure() {
        noClasses()
                .that()
                .resideInAPackage("org.lectern.media.hls")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "java.net..", "java.nio.file..", "org.lectern.media.encode..")
                .check(CLASSES);
    }
}
