using MlpGen;
using MlpGen.Optimizers;
using MlpGen.Training;
using MlpGen.Weights;
using Tabular.Networks;

namespace Tabular.Learning;

/// <summary>Trains networks of a class: this is all the training that there is.</summary>
/// <typeparam name="TNetwork">The class.</typeparam>
internal sealed class Teacher<TNetwork> : ITeacher
    where TNetwork : ITrainableNetwork<TNetwork, float>
{
    /// <inheritdoc/>
    public ITrained Teach(Samples training, Samples? validation, Recipe recipe, int epochs, Action<EpochReport>? epochFinished = null)
    {
        DataSet<float> learned = Set(training);
        Normalization<float> inputs = Normalization.OfInputs(learned);
        Normalization<float>? outputs = learned.HasLabels ? null : Normalization.OfTargets(learned);
        learned = Normalized(learned, inputs, outputs);
        DataSet<float>? watched = validation is null ? null : Normalized(Set(validation), inputs, outputs);
        if (recipe.IsBalanced && learned.HasLabels)
        {
            learned = learned.WithBalancedClasses();
        }

        var network = (TNetwork)Activator.CreateInstance(typeof(TNetwork), recipe.Seed)!;
        var optimizer = new AdamW<float>(
            recipe.LearningRateOf(learned.HasLabels), weightDecay: recipe.WeightDecayOf(learned.HasLabels, learned.Count));
        var trainer = Trainer.For(network, optimizer, new TrainerOptions
        {
            BatchSize = Recipe.BatchSize(learned.Count),
            Epochs = epochs,
            Patience = watched is null ? null : recipe.Patience,
            Schedule = LearningRateSchedule.Cosine(recipe.Epochs),
            Seed = recipe.Seed,
        });
        trainer.EpochFinished += report => epochFinished?.Invoke(report);
        TrainingHistory history = trainer.Fit(learned, watched);
        return new Trained(network, new DataFormat<float> { Inputs = inputs, Outputs = outputs }, history);
    }

    private static DataSet<float> Set(Samples samples) => samples.Labels.Length > 0
        ? new DataSet<float>(samples.Inputs, samples.Labels)
        : new DataSet<float>(samples.Inputs, samples.Numbers, samples.Numbers.Length);

    private static DataSet<float> Normalized(DataSet<float> data, Normalization<float> inputs, Normalization<float>? outputs)
    {
        data = data.NormalizeInputs(inputs);
        return outputs is null ? data : data.NormalizeTargets(outputs);
    }

    private sealed class Trained(TNetwork network, DataFormat<float> format, TrainingHistory history) : ITrained
    {
        public TrainingHistory History => history;

        public int ParameterCount => TNetwork.ParameterCount;

        public float[] Forward(float[] inputs)
        {
            float[] outputs = new float[inputs.Length / TNetwork.InputSize * TNetwork.OutputSize];
            format.Forward(network, inputs, outputs);
            return outputs;
        }

        public void Save(string path, IReadOnlyList<TableColumn> columns, TableColumn target, float[] samples) => WeightsJson.Save(
            network, path, format with { Columns = columns, Target = target }, golden: samples.AsSpan(0, Math.Min(samples.Length, 5 * TNetwork.InputSize)), calibration: samples);
    }
}

/// <summary>Compiles networks for tables, each shape once, and gives their teachers.</summary>
internal sealed class School
{
    private const string Name = "TableNetwork";

    private readonly Dictionary<string, ITeacher> _teachers = new(StringComparer.Ordinal);

    /// <summary>The teacher of networks of a shape.</summary>
    public ITeacher TeacherOf(NetworkShape shape)
    {
        string source = shape.Trainable(Name);
        if (!_teachers.TryGetValue(source, out ITeacher? teacher))
        {
            Type network = NetworkCompiler.Compile(source, Name);
            teacher = (ITeacher)Activator.CreateInstance(typeof(Teacher<>).MakeGenericType(network))!;
            _teachers.Add(source, teacher);
        }

        return teacher;
    }
}
