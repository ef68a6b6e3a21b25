using MlpGen.Training;
using MlpGen.Weights;

namespace Tabular.Learning;

/// <summary>Trains networks of one class, which is compiled while the program runs and so has no name here.</summary>
internal interface ITeacher
{
    /// <summary>A fresh network that has learned.</summary>
    /// <param name="training">What it learns from; the constants of the normalisation are those of these rows.</param>
    /// <param name="validation">What tells when to stop; null to learn for as many epochs as are said.</param>
    /// <param name="recipe">How it learns.</param>
    /// <param name="epochs">After how many epochs to end at the latest: no more than the recipe's, by which the learning rate falls all the same.</param>
    /// <param name="epochFinished">Told after each epoch; null if nobody looks on.</param>
    ITrained Teach(Samples training, Samples? validation, Recipe recipe, int epochs, Action<EpochReport>? epochFinished = null);
}

/// <summary>A network that has learned.</summary>
internal interface ITrained
{
    /// <summary>How it learned.</summary>
    TrainingHistory History { get; }

    /// <summary>How many parameters it has.</summary>
    int ParameterCount { get; }

    /// <summary>Its outputs of raw inputs, in the units of the target.</summary>
    float[] Forward(float[] inputs);

    /// <summary>Writes weights, normalisation and columns to one file, with examples that are tried whenever it is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">What the inputs are.</param>
    /// <param name="target">What the outputs are.</param>
    /// <param name="samples">Raw inputs of some rows.</param>
    void Save(string path, IReadOnlyList<TableColumn> columns, TableColumn target, float[] samples);
}
