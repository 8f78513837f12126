package dev.adjoint.nn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What layers, losses and optimisers may use. */
class ArchitectureTest {
    private static final JavaClasses NN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.adjoint.nn");

    @Test
    void usesOnlyWhatCoreExports() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.core..",
                        "me.tongfei.progressbar",
                        "org.apache.commons.csv",
                        "org.apache.commons.math3.linear",
                        "dev.adjoint",
                        "dev.adjoint.function",
                        "dev.adjoint.op",
                        "dev.adjoint.nn..")
                .check(NN);
    }

    @Test
    void optimisersDataAndFilesKnowNoLayers() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.adjoint.nn.optim", "dev.adjoint.nn.data", "dev.adjoint.nn.io", "dev.adjoint.nn.internal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.adjoint.nn")
                .check(NN);
    }

    @Test
    void layersAreInspectedByThoseWhoKnowNoTraining() {
        noClasses()
                .that()
                .resideInAPackage("dev.adjoint.nn.inspect")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.adjoint.nn.train", "dev.adjoint.nn.data", "dev.adjoint.nn.io")
                .check(NN);
        noClasses()
                .that()
                .resideInAPackage("dev.adjoint.nn")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.adjoint.nn.inspect")
                .check(NN);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(NN.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class))
                        .as(p.getName())
                        .isTrue());
    }
}
