package passerelle.sim.uapi;

/** How a set was made ({@code IPSET_CMD_HEADER}). */
public record SetInfo(String name, SetType type, SetOptions options) {}
