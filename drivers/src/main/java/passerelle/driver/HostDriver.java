package passerelle.driver;

/**
 * Driver {@code host}: the container's processes run in the host's own namespace, so there is
 * nothing to do (libnetwork/drivers/host).
 */
public final class HostDriver implements NetworkDriver {}
