package io.github.gigachat.spring.ai.internal.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files that were uploaded, by what they hold.
 * <p>
 * Invariants, under the lock, which is held across no upload: a key leads to one file, so
 * that one content is uploaded once at a time; a file with users stays with the service;
 * without users it leaves the cache when it was dropped, when it is old, or when there
 * are too many.
 */
public final class UploadCache {

	/** What can be added to any time. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private final int size;

	private final Duration timeToLive;

	private final Clock clock;

	private final ReentrantLock lock = new ReentrantLock();

	/** The least recently used first. */
	private final Map<String, CachedFile> files = new LinkedHashMap<>(16, 0.75f, true);

	private final List<CachedFile> leaving = new ArrayList<>();

	private boolean closed;

	/**
	 * Creates the cache.
	 * @param size how many files without users it keeps
	 * @param timeToLive how long it keeps one after its last use
	 * @param clock tells the time
	 */
	public UploadCache(int size, Duration timeToLive, Clock clock) {
		this.size = size;
		this.timeToLive = (timeToLive.compareTo(LONGEST) < 0) ? timeToLive : LONGEST;
		this.clock = clock;
	}

	/**
	 * Takes part in a file: a new one, which the caller has to upload, or the one that is
	 * there, or on its way.
	 * @param key what the file holds
	 * @param headers whose file a new one is
	 * @throws GigaChatNonTransientException when the cache is closed
	 */
	Place enter(String key, RequestHeaders headers) {
		this.lock.lock();
		try {
			if (this.closed) {
				throw closedException();
			}
			Instant now = this.clock.instant();
			expire(now);
			CachedFile present = this.files.get(key);
			if (present != null) {
				present.users++;
				present.lastUsed = now;
				return new Place(present, false, present.uploaded() != null);
			}
			CachedFile created = new CachedFile(key, headers, now);
			this.files.put(key, created);
			return new Place(created, true, false);
		}
		finally {
			this.lock.unlock();
		}
	}

	public static GigaChatNonTransientException closedException() {
		return GigaChatNonTransientException.of(FailureKind.CANCELLED, "Closed: no more media are uploaded", null,
				null);
	}

	/** Has an uploaded file found under another key, too, unless another one is. */
	void alias(CachedFile file, String key) {
		this.lock.lock();
		try {
			if (this.files.putIfAbsent(key, file) == null) {
				file.keys.add(key);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends a use.
	 * @param drop whether the file is not to be kept for others
	 */
	public void leave(CachedFile file, boolean drop) {
		this.lock.lock();
		try {
			Instant now = this.clock.instant();
			file.users--;
			file.lastUsed = now;
			file.dropped |= drop;
			if (file.users == 0 && file.dropped && isPresent(file)) {
				remove(file);
			}
			expire(now);
			shrink();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Forgets a file that the service does not have, or never got. */
	public void forget(CachedFile file) {
		this.lock.lock();
		try {
			file.keys.forEach((key) -> this.files.remove(key, file));
			file.users--;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Lets go of what is old. */
	public void expire() {
		this.lock.lock();
		try {
			expire(this.clock.instant());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The files that left, which nobody uses; each is told once.
	 */
	public List<CachedFile> left() {
		this.lock.lock();
		try {
			List<CachedFile> left = List.copyOf(this.leaving);
			this.leaving.clear();
			return left;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** When the next file is old; {@code null} when none will be, unless one is left. */
	public @Nullable Duration untilNextExpiry() {
		this.lock.lock();
		try {
			Instant now = this.clock.instant();
			return this.files.values()
				.stream()
				.filter((file) -> file.users == 0)
				.map((file) -> Duration.between(now, file.lastUsed.plus(this.timeToLive)))
				.min(Duration::compareTo)
				.orElse(null);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Empties the cache for good.
	 * @return what was in it, files on their way among them
	 */
	public List<CachedFile> close() {
		this.lock.lock();
		try {
			this.closed = true;
			List<CachedFile> all = new ArrayList<>(distinct());
			this.files.clear();
			return all;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void expire(Instant now) {
		for (CachedFile file : distinct()) {
			if (file.users == 0 && !file.lastUsed.plus(this.timeToLive).isAfter(now)) {
				remove(file);
			}
		}
	}

	private void shrink() {
		List<CachedFile> unused = distinct().stream().filter((file) -> file.users == 0).toList();
		unused.stream().limit(Math.max(0, unused.size() - this.size)).forEach(this::remove);
	}

	private Set<CachedFile> distinct() {
		return new LinkedHashSet<>(this.files.values());
	}

	private boolean isPresent(CachedFile file) {
		return this.files.containsValue(file);
	}

	private void remove(CachedFile file) {
		file.keys.forEach((key) -> this.files.remove(key, file));
		this.leaving.add(file);
	}

	/**
	 * A use of a file.
	 *
	 * @param file the file
	 * @param isLeader whether the caller has to upload it
	 * @param isHit whether it was with the service already
	 */
	public record Place(CachedFile file, boolean isLeader, boolean isHit) {
	}

}
