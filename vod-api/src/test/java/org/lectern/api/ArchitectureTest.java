package org.lectern.api;

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
    void server_importsNoOtherAppAndNoNatives() {
        noClasses()
                .that()
                .resideInAPackage("org.lectern.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.lectern.recorder..", "org.lectern.transcoder..", "org.lectern.media..", "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void entities_stayInTheCatalogue() {
        noClasses()
                .that()
                .resideInAPackage("org.lectern.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lectern.catalogue.entity..")
                .check(CLASSES);
    }
}
