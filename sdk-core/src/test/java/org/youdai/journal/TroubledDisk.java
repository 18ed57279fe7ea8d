package org.youdai.journal;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file system that passes everything on to another, and does to its files what a test says: holds
 * them up, or fails them.
 */
final class TroubledDisk extends FileSystemProvider {
  /** What is done to a file that is open for writing. */
  enum Step {
    WRITE,
    FORCE,
    TRUNCATE
  }

  /** What happens before a step; it may wait, or fail the step. */
  interface Trouble {
    /** Returns how many bytes of a writing get through before it fails; -1 for all of them. */
    int before(Step step, String fileName) throws IOException;
  }

  static final Trouble NONE = (step, name) -> -1;

  private final Path root;
  private final FileSystem system = new Through();
  private volatile Trouble trouble = NONE;

  private TroubledDisk(Path root) {
    this.root = root;
  }

  static TroubledDisk on(Path root) {
    return new TroubledDisk(root);
  }

  Path path() {
    return wrap(root);
  }

  void set(Trouble next) {
    trouble = next;
  }

  private Path wrap(Path inner) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("getFileSystem")) {
            return system;
          }
          Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
          for (int i = 0; i < unwrapped.length; i++) {
            unwrapped[i] = unwrapped[i] instanceof Path path ? unwrap(path) : unwrapped[i];
          }
          try {
            Object result = method.invoke(inner, unwrapped);
            return result instanceof Path path ? wrap(path) : result;
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        };
    return (Path)
        Proxy.newProxyInstance(
            TroubledDisk.class.getClassLoader(),
            new Class<?>[] {Path.class, Known.class},
            proxied(inner, handler));
  }

  /** A path of this file system. */
  interface Known {
    Path inner();
  }

  private static InvocationHandler proxied(Path inner, InvocationHandler handler) {
    return (proxy, method, arguments) ->
        method.getName().equals("inner") ? inner : handler.invoke(proxy, method, arguments);
  }

  private static Path unwrap(Path path) {
    return path instanceof Known known ? known.inner() : path;
  }

  private static FileSystemProvider of(Path path) {
    return unwrap(path).getFileSystem().provider();
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    FileChannel inner = of(path).newFileChannel(unwrap(path), options, attributes);
    return new Channel(inner, path.getFileName().toString());
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return of(path).newByteChannel(unwrap(path), options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> inner =
        of(folder).newDirectoryStream(unwrap(folder), path -> filter.accept(wrap(path)))) {
      inner.forEach(path -> paths.add(wrap(path)));
    }
    return new DirectoryStream<>() {
      @Override
      public java.util.Iterator<Path> iterator() {
        return paths.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    of(folder).createDirectory(unwrap(folder), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    of(path).delete(unwrap(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    of(source).copy(unwrap(source), unwrap(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    of(source).move(unwrap(source), unwrap(target), options);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return of(path).isSameFile(unwrap(path), unwrap(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return of(path).isHidden(unwrap(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return of(path).getFileStore(unwrap(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    of(path).checkAccess(unwrap(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return of(path).getFileAttributeView(unwrap(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return of(path).readAttributes(unwrap(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return of(path).readAttributes(unwrap(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    of(path).setAttribute(unwrap(path), name, value, options);
  }

  @Override
  public String getScheme() {
    return "troubled";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  /** The file system, whose provider is all that is used of it. */
  private final class Through extends FileSystem {
    @Override
    public FileSystemProvider provider() {
      return TroubledDisk.this;
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
      PathMatcher inner = root.getFileSystem().getPathMatcher(pattern);
      return path -> inner.matches(unwrap(path));
    }

    @Override
    public Path getPath(String first, String... more) {
      return wrap(root.getFileSystem().getPath(first, more));
    }

    @Override
    public String getSeparator() {
      return root.getFileSystem().getSeparator();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      return List.of();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return root.getFileSystem().supportedFileAttributeViews();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  /** A file that is open. */
  private final class Channel extends FileChannel {
    private final FileChannel inner;
    private final String name;

    Channel(FileChannel inner, String name) {
      this.inner = inner;
      this.name = name;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      int through = trouble.before(Step.WRITE, name);
      if (through >= 0) {
        ByteBuffer part = bytes.duplicate();
        part.limit(Math.min(part.limit(), part.position() + through));
        inner.write(part, position);
        throw new IOException("No space left on device");
      }
      return inner.write(bytes, position);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int written = write(bytes, position());
      position(position() + written);
      return written;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      trouble.before(Step.FORCE, name);
      inner.force(metadata);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      trouble.before(Step.TRUNCATE, name);
      inner.truncate(size);
      return this;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return inner.read(bytes);
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
      return inner.read(buffers, offset, length);
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
      return inner.read(bytes, position);
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() throws IOException {
      return inner.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      inner.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return inner.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
      return inner.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return inner.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      inner.close();
    }
  }
}
