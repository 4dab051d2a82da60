package passerelle.engine.daemon;

import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.build.BuildContainer;
import passerelle.engine.build.BuildSteps;
import passerelle.engine.build.Builder;
import passerelle.engine.image.Committer;
import passerelle.engine.image.ImageRemoval;
import passerelle.engine.image.Registry;
import passerelle.engine.life.Creator;
import passerelle.engine.life.Execs;
import passerelle.engine.life.HealthMonitor;
import passerelle.engine.life.Lifecycle;
import passerelle.engine.network.ContainerFiles;
import passerelle.engine.network.ContainerNetworking;
import passerelle.engine.network.Networks;
import passerelle.engine.network.Publisher;
import passerelle.engine.process.Starter;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.state.Images;
import passerelle.engine.volume.Mounts;
import passerelle.engine.volume.Roots;
import passerelle.engine.volume.Volumes;
import passerelle.image.ImageCatalogue;

/** The parts of a daemon, which are made anew when it starts (daemon.NewDaemon). */
record Parts(
    Networks networks,
    Publisher publisher,
    ContainerNetworking networking,
    Creator creator,
    Lifecycle lifecycle,
    Execs execs,
    Registry registry,
    ImageRemoval imageRemoval,
    Roots roots,
    Committer committer,
    Builder builder,
    Volumes volumes) {
  static Parts of(
      Host host,
      EngineState state,
      ImageCatalogue offered,
      Images images,
      EngineSettings settings,
      Books books) {
    EngineProfile profile = settings.profile();
    Networks networks = new Networks(host, settings, state, books.identities(), books.ipam());
    Publisher publisher = new Publisher(host, settings, books.ports());
    Registry registry = new Registry(host, state, offered, images, profile.wording());
    Roots roots = new Roots(host);
    Volumes volumes = new Volumes(host, state, books.identities(), roots);
    Mounts mounts = new Mounts(host, state, volumes, roots, profile);
    ContainerFiles files = new ContainerFiles(host.kernel().spaces(), settings, state);
    ContainerNetworking networking =
        new ContainerNetworking(
            host,
            settings,
            state,
            networks,
            books.identities(),
            publisher,
            files,
            books.hostSandbox());
    Starter starter = new Starter(host, settings, state, roots, mounts);
    Execs execs = new Execs(host, state, starter);
    HealthMonitor health = new HealthMonitor(host, state, execs);
    Lifecycle lifecycle =
        new Lifecycle(host, state, networking, files, starter, mounts, volumes, health);
    Committer committer = new Committer(host, state, images, roots, lifecycle);
    BuildContainer sandboxes = new BuildContainer(host, networking, files, starter);
    BuildSteps steps = new BuildSteps(state, roots, committer, sandboxes, profile);
    return new Parts(
        networks,
        publisher,
        networking,
        new Creator(host, state, images, books.identities(), profile.wording(), mounts),
        lifecycle,
        execs,
        registry,
        new ImageRemoval(state, images, profile),
        roots,
        committer,
        new Builder(host, state, images, registry, roots, steps),
        volumes);
  }
}
