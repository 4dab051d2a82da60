package passerelle.scenarios.slides;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.Shard;

/**
 * What {@code passerelle slides} was asked.
 *
 * @param paths decks
 * @param lab the lab's options
 * @param junit where to write a JUnit report
 * @param report where to write a report in HTML
 * @param shard which part of the decks is run
 * @param suggest whether to write, beside each deck, a transcript of the commands in its text
 * @param force whether such a transcript may replace a file that is there
 */
public record SlidesOptions(
    List<Path> paths,
    LabOptions lab,
    Optional<Path> junit,
    Optional<Path> report,
    Shard shard,
    boolean suggest,
    boolean force) {}
