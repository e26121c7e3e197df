package io.github.gigachat.samples.gateway.models;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.gigachat.spring.ai.GigaChatOptions;

import org.springframework.stereotype.Component;

/**
 * Finds the models that a name stands for. An alias precedes a model of the same name. A
 * model is looked for in the last lists of the connections, by its exact name before one
 * in another case. A name that is in no list is left to the service. Never waits for a
 * list.
 */
@Component
class ModelResolver {

	private static final GigaChatOptions NO_OPTIONS = GigaChatOptions.builder().build();

	private final ModelAliases aliases;

	private final Upstreams upstreams;

	ModelResolver(ModelAliases aliases, Upstreams upstreams) {
		this.aliases = aliases;
		this.upstreams = upstreams;
	}

	/**
	 * Returns the models that a name stands for.
	 * @param asked the name; a prefix up to the last slash is ignored unless an alias or
	 * a model has it
	 * @return the models, at least one, the most probable one first
	 */
	List<ModelTarget> resolve(String asked) {
		List<String> forms = forms(asked);
		ModelAliases.Match match = this.aliases.find(forms);
		if (match == null) {
			return places(forms).stream()
				.map((place) -> target(place, place.form(), List.of(), NO_OPTIONS,
						!place.listed() && place.upstream().known() != null))
				.toList();
		}
		return places(match.alias()).stream()
			.map((place) -> target(place, match.form(), match.alias().names(), match.alias().options(), false))
			.toList();
	}

	/** Returns the whole name, and the name without its prefix if it has one. */
	private static List<String> forms(String asked) {
		String plain = asked.substring(asked.lastIndexOf('/') + 1);
		return (plain.isEmpty() || plain.equals(asked)) ? List.of(asked) : List.of(asked, plain);
	}

	private List<Place> places(ModelAlias alias) {
		if (alias.upstream() == null) {
			return places(List.of(alias.model()));
		}
		UpstreamModels upstream = Objects.requireNonNull(this.upstreams.get(alias.upstream()));
		return List.of(new Place(upstream, upstream.inListedCase(alias.model()), alias.model(), true));
	}

	private List<Place> places(List<String> forms) {
		Set<Place> places = new LinkedHashSet<>();
		addListed(forms, false, places);
		addListed(forms, true, places);
		boolean found = !places.isEmpty();
		String name = forms.get(forms.size() - 1);
		for (UpstreamModels upstream : this.upstreams.claiming(name)) {
			if (!found || upstream.known() == null) {
				places.add(new Place(upstream, upstream.ownName(name), name, false));
			}
		}
		return List.copyOf(places);
	}

	private void addListed(List<String> forms, boolean ignoreCase, Set<Place> places) {
		for (String form : forms) {
			for (UpstreamModels upstream : this.upstreams.all()) {
				String model = upstream.listed(form, ignoreCase);
				if (model != null) {
					places.add(new Place(upstream, model, form, true));
				}
			}
		}
	}

	private static ModelTarget target(Place place, String asked, List<String> found, GigaChatOptions options,
			boolean unknown) {
		List<String> names = new ArrayList<>(found);
		names.add(place.form());
		names.add(place.model());
		names.add(place.upstream().publicName(place.model()));
		return new ModelTarget(place.upstream(), place.model(), asked, names.stream().distinct().toList(), options,
				unknown);
	}

	/**
	 * A model of a connection.
	 *
	 * @param upstream the connection
	 * @param model the model's own name
	 * @param form the form of the name under which it was found
	 * @param listed whether the list has it, or an alias names its connection
	 */
	private record Place(UpstreamModels upstream, String model, String form, boolean listed) {
	}

}
