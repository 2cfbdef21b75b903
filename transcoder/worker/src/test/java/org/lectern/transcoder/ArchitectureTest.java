package org.lectern.transcoder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.lectern", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule worker_importsNoOtherApp = noClasses()
            .that()
            .resideInAPackage("org.lectern.transcoder..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lectern.recorder..", "org.lectern.api..", "org.lectern.embedded..");

    @ArchTest
    static final ArchRule onlyTheMediaLayer_importsFfmpeg = noClasses()
            .that()
            .resideOutsideOfPackage("org.lectern.media..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule playlists_arePure = noClasses()
            .that()
            .resideInAPackage("org.lectern.media.hls")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..", "java.net..", "java.nio.file..", "org.lectern.media.encode..");
}
