package dev.adjoint;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The layers, from the ground up: function, kernel, shape and storage, tensor and ops, profile. */
class ArchitectureTest {
    private static final String TENSOR = "dev.adjoint";
    private static final String OP = "dev.adjoint.op";
    private static final String GRAPH = "dev.adjoint.graph";
    private static final String FUNCTION = "dev.adjoint.function";
    private static final String KERNEL = "dev.adjoint.kernel";
    private static final String SIMD = "dev.adjoint.kernel.simd";
    private static final String PROFILE = "dev.adjoint.profile";
    private static final String VECTOR_API = "jdk.incubator.vector..";
    private static final String[] OUTSIDE = {"java..", "org.jspecify.."};

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TENSOR);

    @Test
    void functionsDependOnNothing() {
        classes()
                .that()
                .resideInAPackage(FUNCTION)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(OUTSIDE).or(resideInAPackage(FUNCTION)))
                .check(CORE);
    }

    @Test
    void kernelsKnowNoTensors() {
        classes()
                .that()
                .resideInAPackage(KERNEL + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(OUTSIDE)
                        .or(resideInAnyPackage(FUNCTION, KERNEL + ".."))
                        .or(resideInAPackage(VECTOR_API)))
                .check(CORE);
    }

    @Test
    void onlyTheSimdTwinsUseTheVectorApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SIMD)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VECTOR_API)
                .check(CORE);
    }

    @Test
    void theProfilerIsAboveAllAndAloneUsesFlightRecorder() {
        noClasses()
                .that()
                .resideOutsideOfPackage(PROFILE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(PROFILE, "jdk.jfr.."))
                .check(CORE);
        classes()
                .that()
                .resideInAPackage(PROFILE)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(OUTSIDE).or(resideInAnyPackage(TENSOR, PROFILE, "jdk.jfr..")))
                .check(CORE);
    }

    @Test
    void theSimdTwinsAreReachedThroughKernelsAndByLength() {
        classes()
                .that()
                .resideInAPackage(SIMD)
                .should()
                .onlyHaveDependentClassesThat(resideInAPackage(SIMD)
                        .or(JavaClass.Predicates.belongToAnyOf(kernelClass("Kernels"), kernelClass("ByLength"))))
                .check(CORE);
    }

    @Test
    void shapesAndStorageKnowNoTensors() {
        List<String> ground = List.of("Shape", "Layout", "Storage", "DType");
        for (String name : ground) {
            assertThat(CORE.contain(TENSOR + "." + name)).as(name).isTrue();
        }
        classes()
                .that(resideInAPackage(TENSOR).and(in(ground)))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage(TENSOR, OP)).or(in(ground)))
                .check(CORE);
    }

    @Test
    void graphViewsUseTensorsAndOpsAlone() {
        classes()
                .that()
                .resideInAPackage(GRAPH)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(OUTSIDE).or(resideInAnyPackage(GRAPH, TENSOR, OP)))
                .check(CORE);
    }

    @Test
    void theOnlyKnotIsTensorAndOp() {
        slices().assignedFrom(new Layers()).should().beFreeOfCycles().check(CORE);
    }

    @Test
    void tensorAloneHasTheFluentMethods() {
        List<JavaClass> topics =
                CORE.stream().filter(c -> c.getSimpleName().endsWith("Methods")).toList();

        assertThat(topics).hasSizeGreaterThanOrEqualTo(5);
        for (JavaClass topic : topics) {
            assertThat(topic.reflect().getPermittedSubclasses())
                    .as(topic.getName())
                    .containsExactly(Tensor.class);
        }
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CORE.stream().map(JavaClass::getPackage).distinct())
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class))
                        .as(p.getName())
                        .isTrue());
    }

    private static Class<?> kernelClass(String simpleName) {
        return CORE.get(KERNEL + "." + simpleName).reflect();
    }

    private static DescribedPredicate<JavaClass> in(List<String> simpleNames) {
        return DescribedPredicate.describe(
                "in " + simpleNames, c -> simpleNames.contains(topLevel(c).getSimpleName()));
    }

    private static JavaClass topLevel(JavaClass javaClass) {
        JavaClass top = javaClass.getBaseComponentType();
        while (top.getEnclosingClass().isPresent()) {
            top = top.getEnclosingClass().get();
        }
        return top;
    }

    /** Tensor and ops as one layer, a kernel and its SIMD twin as another; each other package by itself. */
    private static final class Layers implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return switch (javaClass.getPackageName()) {
                case TENSOR, OP -> SliceIdentifier.of("tensor and op");
                case KERNEL, SIMD -> SliceIdentifier.of("kernel");
                default -> SliceIdentifier.of(javaClass.getPackageName());
            };
        }

        @Override
        public String getDescription() {
            return "layers of core";
        }
    }
}
