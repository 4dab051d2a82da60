/**
 * Both kernels held against each other: a transcript runs in a lab on each, and what can be seen
 * from outside must be the same, once every value that no two runs share is taken for the part it
 * plays. Running a transcript gives an {@link passerelle.scenarios.compare.Observation}, which is
 * nothing but values; comparing two observations is pure. What the comparison leaves open, and why
 * it may, is written down in {@link passerelle.scenarios.compare.PacketRules} for packets and in
 * {@link passerelle.scenarios.compare.SnapshotText} for the kernel's state; what is known to differ
 * stands in {@code known-differences.txt}.
 */
package passerelle.scenarios.compare;
