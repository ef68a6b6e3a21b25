namespace MlpGen.Generator.Planning;

/// <summary>ż = ȧ·W of a layer and ȧ = f' ⊙ ż: how far it moves when the input moves.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record TangentStep(LayerPlan Layer) : Step;

/// <summary>The same, and z̈ = ä·W, ä = f'' ⊙ ż² + f' ⊙ z̈: how the tangent moves itself.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record CurvatureStep(LayerPlan Layer) : Step;

/// <summary>ż = ȧ·W + a·V + v of a layer whose parameters move along V, v, and ȧ = f' ⊙ ż.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record ParameterTangentStep(LayerPlan Layer) : Step;

/// <summary>Writes the tangent of the output, and its curvature too where the method has it, to the caller's memory.</summary>
/// <param name="Layer">The last layer.</param>
/// <param name="HasCurvature">Whether it has.</param>
internal sealed record TangentOutputStep(LayerPlan Layer, bool HasCurvature) : Step;

/// <summary>What the loss gives, dy or dz, and its tangent.</summary>
/// <param name="Layer">The last layer.</param>
internal sealed record LossTangentStep(LayerPlan Layer) : Step;

/// <summary>dz = da ⊙ f' and its tangent ḋa ⊙ f' + da ⊙ f'' ⊙ ż of a layer.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record ChainTangentStep(LayerPlan Layer) : Step;

/// <summary>The part of a layer in the product: ȧᵀ·dz + aᵀ·ḋz for W, ḋz for b.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record AddProductStep(LayerPlan Layer) : Step;

/// <summary>da = dz·Wᵀ and its tangent ḋz·Wᵀ + dz·Vᵀ, of the layer before.</summary>
/// <param name="Layer">The layer whose W it is.</param>
internal sealed record PropagateTangentStep(LayerPlan Layer) : Step;

/// <summary>ż and z̈ of a layer, and ȧ and ä if they are read, all kept for the way back.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="HasOutput">Whether ȧ and ä are read.</param>
internal sealed record KeptCurvatureStep(LayerPlan Layer, bool HasOutput) : Step;

/// <summary>The gradients by z, ż and z̈ of a layer in place of those by a, ȧ and ä.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record ChainCurvedStep(LayerPlan Layer) : Step;

/// <summary>dW = aᵀ·dz + ȧᵀ·dż + äᵀ·dz̈ of a layer, db = dz.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record AddCurvedGradientStep(LayerPlan Layer) : Step;

/// <summary>The gradients by a, ȧ and ä of the layer before: those by z, ż and z̈ times Wᵀ.</summary>
/// <param name="Layer">The layer whose W it is.</param>
internal sealed record PropagateCurvedStep(LayerPlan Layer) : Step;

/// <summary>D = ∂y/∂z of a layer, a row for each output: of the last layer f' on the diagonal, of the others that of the layer behind times Wᵀ and f'.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record OutputRowsStep(LayerPlan Layer) : Step;

/// <summary>∂y/∂x = D·Wᵀ of the first layer, to the caller's memory.</summary>
/// <param name="Layer">The first layer.</param>
internal sealed record JacobianStep(LayerPlan Layer) : Step;
