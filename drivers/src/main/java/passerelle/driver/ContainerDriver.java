package passerelle.driver;

/**
 * {@code --network container:ID}: the container's processes run in the namespace of another one.
 * Whatever is there, its interfaces, addresses, routes and rules, is the other's; joining it does
 * nothing to the kernel, and leaving it neither (daemon/container_operations.go).
 */
public final class ContainerDriver implements NetworkDriver {}
