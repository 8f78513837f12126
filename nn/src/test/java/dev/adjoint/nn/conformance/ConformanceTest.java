package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Runs every case of every file and prints one line a file. */
class ConformanceTest {
    private static final OpTable TABLE = OpTable.all();

    private static final OpSuite OPS = new OpSuite(TABLE);

    private static final ModuleTable MODULES = ModuleTable.all();

    private static final Map<String, Suite> SUITES = Map.of(
            "init.json", new InitSuite(MODULES),
            "losses.json", OPS,
            "modules.json", new ModuleSuite(MODULES),
            "ops.json", OPS,
            "optim.json", new OptimSuite(),
            "random.json", new RandomSuite(),
            "schedulers.json", new SchedulerSuite(),
            "second_order.json", OPS,
            "training.json", new TrainingSuite(MODULES, TABLE));

    @TestFactory
    Stream<DynamicNode> files() {
        List<Path> files = CaseFiles.list();
        assertThat(files).as("case files").isNotEmpty();
        if (CaseFiles.areTheCopy()) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(SUITES.keySet());
        }
        return files.stream().map(ConformanceTest::tests);
    }

    private static DynamicNode tests(Path file) {
        String name = file.getFileName().toString();
        Suite suite = SUITES.get(name);
        if (suite == null) {
            return dynamicTest(name, () -> fail("no suite runs %s", file));
        }
        Tally tally = new Tally(name);
        Stream<DynamicNode> cases = CaseFiles.read(file).stream()
                .map(one -> dynamicTest(one.id(), () -> tally.count(one.id(), () -> suite.run(one))));
        return dynamicContainer(
                name, Stream.concat(cases, Stream.of(dynamicTest("tally", () -> System.out.println(tally)))));
    }
}
