package passerelle.sim.uapi;

import java.util.List;

/**
 * What is in a set ({@code IPSET_CMD_LIST}).
 *
 * @param hashSize buckets of its table now
 * @param memory octets that the kernel says it needs
 * @param references how many rules name it
 * @param elements in the order in which the kernel lists them
 */
public record SetContents(int hashSize, long memory, int references, List<SetElement> elements) {}
