package org.lectern.recorder;

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
    void recorder_needsNoDatabaseAndNoOtherApp() {
        noClasses()
                .that()
                .resideInAPackage("org.lectern.recorder..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.lectern.catalogue..",
                        "org.lectern.api..",
                        "org.lectern.transcoder..",
                        "org.lectern.embedded..",
                        "org.lectern.classroom..",
                        "java.sql..",
                        "jakarta.persistence..")
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
    void recording_knowsNothingOfTheNetworkToServerAndStore() {
        noClasses()
                .that()
                .resideInAnyPackage("org.lectern.recorder.capture..", "org.lectern.recorder.spool..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..",
                        "org.lectern.recorder.upload..",
                        "org.lectern.recorder.control..",
                        "io.minio..")
                .check(CLASSES);
    }

    @Test
    void packetSources_neverDecode() {
        noClasses()
                .that()
                .resideInAPackage("org.lectern.media.capture..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.bytedeco.javacv.FrameGrabber")
                .orShould()
                .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "a decoder is opened",
                        call -> call.getName().startsWith("avcodec_open")
                                || call.getName().startsWith("avcodec_send_packet")))
                .check(CLASSES);
    }
}
