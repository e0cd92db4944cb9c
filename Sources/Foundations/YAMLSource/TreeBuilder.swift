// SPDX-License-Identifier: Apache-2.0

/// Builds the documents of one file from events, with a stack of its own instead of recursion, and
/// collects what is wrong. It stops where going on makes no sense: at a syntax error, at a limit.
/// It does not look into plain scalars.
struct TreeBuilder: ~Copyable {
    /// A collection that is open; the outermost is the document.
    struct Frame {
        var isMapping = false
        var isFlow = false
        /// Where its nodes begin on the stack of nodes, and its keys on that of keys.
        var firstNode = 0
        var firstKey = 0
        var start = 0
        /// Its number among the anchors.
        var anchor: Int?
        /// Nodes and bytes of text, written out.
        var size = 1
        /// Collections inside one another, itself counted.
        var height = 1
        var keysAreText = true
    }

    let source: SourceText
    let limits: YAMLLimits
    private(set) var documents: [YAMLNode] = []
    var problems: [YAMLProblem] = []
    /// Nothing further is read.
    var isStopped = false

    var counts: CharacterCounts
    var keys = KeyTable()
    var anchors = Anchors()
    var nodes = NodeStack()
    var keyNumbers: [UInt32] = []
    /// The innermost open collection, and those around it.
    var frame = Frame()
    var frames: [Frame] = []
    private var nodesRead = 0
    private var anchorsRead = 0
    var aliasExpansion = 0
    var confusableBytesLeft = confusableFileBytesMax
    /// The offset after the last thing that was written.
    private(set) var lastEnd = 0

    init(_ source: consuming SourceText, limits: YAMLLimits) {
        precondition(
            limits.depthMax <= YAMLLimits.depthCeiling,
            "a depth limit above \(YAMLLimits.depthCeiling); this is a bug in burnham")
        counts = CharacterCounts(source.bytes, from: source.base, isASCII: source.isASCII)
        self.source = source
        self.limits = limits
    }

    mutating func read(_ events: inout LibYAML) {
        while !isStopped, problems.count < limits.problemsMax {
            let kind: LibYAML.Kind
            do throws(LibYAML.Failure) {
                kind = try events.advance()
            } catch {
                addSyntaxProblem(error)
                return
            }
            if case .streamEnd = kind { return }
            take(kind, events)
        }
    }

    private mutating func take(_ kind: LibYAML.Kind, _ events: borrowing LibYAML) {
        switch kind {
        case .scalar: addScalar(events)
        case .mappingStart: open(events, isMapping: true)
        case .sequenceStart: open(events, isMapping: false)
        case .mappingEnd, .sequenceEnd: close(events)
        case .alias: addAlias(events)
        case .documentStart:
            if documents.count >= limits.documentsMax {
                stop(.tooMany("documents", limit: limits.documentsMax, span: span(of: events)))
            }
        case .documentEnd:
            if let root = nodes.pop() { documents.append(root) }
            anchors.removeAll()
        case .streamEnd, .other: break
        }
    }

    private mutating func open(_ events: borrowing LibYAML, isMapping: Bool) {
        let start = offset(events.start)
        guard countNode(at: start) else { return }
        guard frames.count < limits.depthMax else {
            stop(.tooDeep(span: character(at: start), limit: limits.depthMax))
            return
        }
        if let tag = events.tag, tag != "!", tag != YAMLTag.core + (isMapping ? "map" : "seq") {
            let span = Properties(source.bytes, from: start).tag ?? character(at: start)
            problems.append(
                YAMLTag.isCore(tag) ? .tagMismatch(span: span) : .unknownTag(span: span))
        }
        let anchor = events.anchor.map { defineAnchor($0, at: character(at: start)) }
        frames.append(frame)
        frame = Frame(
            isMapping: isMapping, isFlow: events.isFlow, firstNode: nodes.count,
            firstKey: keyNumbers.count, start: start, anchor: anchor)
    }

    private mutating func close(_ events: borrowing LibYAML) {
        if frame.isFlow { wrote(to: offset(events.end)) }
        let span = SourceSpan(start: frame.start, end: lastEnd)
        if frame.isMapping { checkKeys() }
        let content: YAMLNode.Content =
            frame.isMapping
            ? .mapping(nodes.popMapping(from: frame.firstNode, keysAreText: frame.keysAreText))
            : .sequence(nodes.popSequence(from: frame.firstNode))
        let node = YAMLNode(content, span: span)
        let (anchor, size, height) = (frame.anchor, frame.size, frame.height)
        if let anchor { anchors.finish(anchor, node: node, size: size, height: height) }
        guard let outer = frames.popLast() else {
            preconditionFailure("a collection ends that did not begin; this is a bug in burnham")
        }
        frame = outer
        if isAtKey { addUnusableKey(.collectionKey(span: span)) }
        add(node, size: size, height: height)
    }

    /// Whether the node that comes next is a key.
    var isAtKey: Bool { frame.isMapping && (nodes.count - frame.firstNode) & 1 == 0 }

    /// Puts a finished node where it belongs; a key's number must be there already.
    mutating func add(_ node: consuming YAMLNode, size: Int, height: Int) {
        nodes.push(node)
        frame.size += size
        if frame.height <= height { frame.height = height + 1 }
    }

    mutating func defineAnchor(_ name: String, at span: SourceSpan) -> Int {
        anchorsRead += 1
        if anchorsRead > limits.anchorsMax {
            stop(.tooMany("anchors", limit: limits.anchorsMax, span: span))
        }
        return anchors.define(name, at: span)
    }

    mutating func wrote(to end: Int) { lastEnd = max(lastEnd, end) }

    mutating func countNode(at start: Int) -> Bool {
        nodesRead += 1
        guard nodesRead > limits.nodesMax else { return true }
        stop(.tooMany("values", limit: limits.nodesMax, span: character(at: start)))
        return false
    }
}
