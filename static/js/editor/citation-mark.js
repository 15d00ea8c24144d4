// "Cite a source" in the rich-text editor: chooses a source and puts its mark behind the words.
{
  const { React, DraftJS, draftail, wagtail } = window;

  // The key of the mark that is being taken out. Wagtail's "Remove" takes a link off its words and
  // leaves the words; a mark goes with its words.
  let leaving = null;

  class CitationSource extends draftail.ModalWorkflowSource {
    componentDidMount() {
      const { editorState, entityKey, onComplete } = this.props;
      if (!entityKey || entityKey !== leaving) {
        super.componentDidMount();
        return;
      }
      leaving = null;
      const changed = DraftJS.Modifier.removeRange(
        editorState.getCurrentContent(),
        editorState.getSelection(),
        "backward",
      );
      onComplete(DraftJS.EditorState.push(editorState, changed, "remove-range"));
    }

    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.citationChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(source) {
      return { id: String(source.id), title: source.string };
    }

    // A mark stands behind the words that were selected. Choosing again takes the place of a mark.
    onChosen(source) {
      const { editorState, entityType, entityKey, onComplete } = this.props;
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "IMMUTABLE", this.filterEntityData(source));
      const selection = editorState.getSelection();
      const behind = selection.merge({
        anchorKey: selection.getEndKey(),
        anchorOffset: selection.getEndOffset(),
        focusKey: selection.getEndKey(),
        focusOffset: selection.getEndOffset(),
        isBackward: false,
      });
      const changed = DraftJS.Modifier.replaceText(
        content,
        entityKey ? selection : behind,
        `[${source.short_name}]`,
        undefined,
        content.getLastCreatedEntityKey(),
      );
      this.workflow.close();
      onComplete(DraftJS.EditorState.push(editorState, changed, "insert-characters"));
    }
  }

  function CitationMark(props) {
    const { title } = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(draftail.TooltipEntity, {
      ...props,
      icon: React.createElement(wagtail.components.Icon, { name: title ? "openquote" : "warning" }),
      label: title || "This source is gone",
      onRemove: (entityKey) => {
        leaving = entityKey;
        props.onEdit(entityKey);
      },
    });
  }

  draftail.registerPlugin(
    { type: "CITATION", source: CitationSource, decorator: CitationMark },
    "entityTypes",
  );
}
