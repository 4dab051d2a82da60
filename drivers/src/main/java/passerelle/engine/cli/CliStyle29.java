package passerelle.engine.cli;

/** Client 29.1: as 28.5 but for what stands here. */
final class CliStyle29 extends CliStyle28 {}
