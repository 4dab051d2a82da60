package passerelle.scenarios.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.Shard;

/**
 * What {@code passerelle compare} was asked.
 *
 * @param paths transcripts, and directories to look for them in
 * @param lab the lab's options; which kernel they name plays no part
 * @param junit where to write a JUnit report
 * @param shard which part of the transcripts is compared
 * @param runs how often a transcript that differs is run before that counts, from 1: real processes
 *     race with each other
 * @param jobs how many transcripts are compared at a time, from 1
 */
public record CompareOptions(
    List<Path> paths, LabOptions lab, Optional<Path> junit, Shard shard, int runs, int jobs) {}
