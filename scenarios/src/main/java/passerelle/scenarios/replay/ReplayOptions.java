package passerelle.scenarios.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code passerelle replay} was asked.
 *
 * @param paths transcripts, and directories to look for them in
 * @param lab the lab's options
 * @param update whether to rewrite expectations that are not met
 * @param junit where to write a JUnit report
 * @param shard which part of the transcripts is replayed
 * @param jobs how many labs run at a time, from 1
 */
public record ReplayOptions(
    List<Path> paths,
    LabOptions lab,
    boolean update,
    Optional<Path> junit,
    Shard shard,
    int jobs) {}
